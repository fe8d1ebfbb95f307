using System.Buffers;

namespace VoxPilot.Core.Metrics.Captions;

/// <summary>Words as Punkt sees them when it looks for the end of a sentence: full stops stay with their word, other punctuation is apart.</summary>
internal ref struct PunktWords(ReadOnlySpan<char> text)
{
    private static readonly SearchValues<char> Ending = SearchValues.Create(")\";}]*:@'({[?!");
    private static readonly SearchValues<char> NotFirst = SearchValues.Create("(\"`{[:;&#*@)}]-,");

    private ReadOnlySpan<char> rest = text;

    /// <summary>Punctuation that never is inside a word.</summary>
    public static bool EndsWords(char c) => Ending.Contains(c);

    /// <summary>The next word; empty at the end.</summary>
    public ReadOnlySpan<char> Next()
    {
        int start = 0;
        while (start < rest.Length && PythonSpace.Is(rest[start]))
        {
            start++;
        }
        rest = rest[start..];
        int length = rest.IsEmpty ? 0 : Length();
        ReadOnlySpan<char> word = rest[..length];
        rest = rest[length..];
        return word;
    }

    private readonly int Length()
    {
        int run = Run(0);
        if (run > 0)
        {
            return run;
        }
        int length = 1;
        if (!NotFirst.Contains(rest[0]))
        {
            while (!IsEnd(length) && !(rest[length] == ',' && IsEnd(length + 1)))
            {
                length++;
            }
        }
        return length;
    }

    private readonly bool IsEnd(int at) => at == rest.Length || PythonSpace.Is(rest[at]) || EndsWords(rest[at]) || Run(at) > 0;

    // Length of a dash or an ellipsis: two or more - or . in a row, or three or more . with white space between them; 0 where there is none.
    private readonly int Run(int at)
    {
        char c = rest[at];
        if (c is not ('-' or '.'))
        {
            return 0;
        }
        int end = at + 1;
        while (end < rest.Length && rest[end] == c)
        {
            end++;
        }
        if (end - at > 1)
        {
            return end - at;
        }
        while (c == '.' && end + 1 < rest.Length && PythonSpace.Is(rest[end]) && rest[end] != '\n' && rest[end + 1] == '.')
        {
            end += 2;
        }
        return end - at >= 5 ? end - at : 0;
    }
}
