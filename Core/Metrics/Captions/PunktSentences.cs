using System.Buffers;

namespace VoxPilot.Core.Metrics.Captions;

/// <summary>
/// Sentences as nltk 3.8's <c>PunktSentenceTokenizer</c> finds them where it was not trained (Kiss and Strunk 2006): a full stop, question or
/// exclamation mark ends one, except in an ellipsis, after an initial whose next word begins with a letter, and after a number whose next
/// word is in lower case. Closing quotes and brackets go with the sentence before.
/// </summary>
internal static class PunktSentences
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(".?!");
    private static readonly SearchValues<char> AsciiSpace = SearchValues.Create(" \t\n\r\v\f");
    private static readonly SearchValues<char> Closing = SearchValues.Create("\"')]}");

    /// <summary>Appends the sentences of a text, without the white space between them.</summary>
    public static void Split(ReadOnlySpan<char> text, List<Range> sentences)
    {
        text = PythonSpace.TrimEnd(text);
        // Of the marks of one word, as in "!!!", only the last one counts.
        int begin = 0, mark = -1, word = 0;
        for (int next = NextMark(text, 0); next >= 0; next = NextMark(text, next + 1))
        {
            int before = Math.Max(0, mark), space = text[before..next].LastIndexOfAny(AsciiSpace);
            int start = space > 0 ? before + space + 1 : word; // upstream takes a space at the very first place for none
            if (mark >= 0 && mark <= start)
            {
                End(text, word, mark, ref begin, sentences);
            }
            (mark, word) = (next, start);
        }
        if (mark >= 0)
        {
            End(text, word, mark, ref begin, sentences);
        }
        Append(begin, text.Length, sentences);
    }

    // Ends the sentence at a mark, if there one ends.
    private static void End(ReadOnlySpan<char> text, int word, int mark, ref int begin, List<Range> sentences)
    {
        int next = SkipSpace(text, mark + 1), after = next + 1;
        while (next > mark + 1 && after < text.Length && !PythonSpace.Is(text[after]))
        {
            after++;
        }
        if (!EndsWithin(text[word..after]))
        {
            return;
        }
        int marks = CountClosing(text[next..]), behind = next + marks;
        bool closes = marks > 0 && (behind == text.Length || PythonSpace.Is(text[behind]) || text[behind..].StartsWith("--"));
        Append(begin, closes ? behind : mark + 1, sentences);
        begin = closes ? SkipSpace(text, behind) : next;
    }

    // Whether a word that ends a sentence is followed by another one.
    private static bool EndsWithin(ReadOnlySpan<char> context)
    {
        PunktWords words = new(context);
        for (ReadOnlySpan<char> word = words.Next(); !word.IsEmpty;)
        {
            ReadOnlySpan<char> following = words.Next();
            if (!following.IsEmpty && EndsSentence(word, following))
            {
                return true;
            }
            word = following;
        }
        return false;
    }

    private static bool EndsSentence(ReadOnlySpan<char> word, ReadOnlySpan<char> following)
    {
        if (word is "." or "?" or "!")
        {
            return true;
        }
        if (word[^1] != '.' || word.EndsWith(".."))
        {
            return false;
        }
        char first = following[0];
        bool goesOn = char.IsLower(first) || (following.Length == 1 && first is ';' or ':' or ',' or '.' or '!' or '?');
        bool initial = word.Length == 2 && PythonWord.Is(word[0]) && !char.IsDigit(word[0]);
        return !((initial && (goesOn || char.IsUpper(first))) || (goesOn && IsNumber(word)));
    }

    // -?[.,]? and a digit, then digits, commas, dots and dashes
    private static bool IsNumber(ReadOnlySpan<char> word)
    {
        int i = word[0] == '-' ? 1 : 0;
        i += word[i] is '.' or ',' ? 1 : 0;
        if (i == word.Length || !char.IsDigit(word[i]))
        {
            return false;
        }
        foreach (char c in word[i..])
        {
            if (!char.IsDigit(c) && c is not (',' or '.' or '-'))
            {
                return false;
            }
        }
        return true;
    }

    // A mark that stands before white space and another word, or before punctuation.
    private static int NextMark(ReadOnlySpan<char> text, int from)
    {
        for (int found; (found = text[from..].IndexOfAny(Ends)) >= 0; from += found + 1)
        {
            int behind = from + found + 1;
            if (behind < text.Length && (PythonSpace.Is(text[behind]) || PunktWords.EndsWords(text[behind])))
            {
                return behind - 1;
            }
        }
        return -1;
    }

    private static int SkipSpace(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && PythonSpace.Is(text[from]))
        {
            from++;
        }
        return from;
    }

    private static int CountClosing(ReadOnlySpan<char> text)
    {
        int count = text.IndexOfAnyExcept(Closing);
        return count < 0 ? text.Length : count;
    }

    private static void Append(int from, int to, List<Range> sentences)
    {
        if (to > from)
        {
            sentences.Add(from..to);
        }
    }
}
