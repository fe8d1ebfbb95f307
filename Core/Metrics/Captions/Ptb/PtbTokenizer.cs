using System.Buffers;

namespace VoxPilot.Core.Metrics;

/// <summary>
/// The tokens on which COCO's caption measures are defined: Stanford's PTBTokenizer 3.4.1 with <c>-preserveLines -lowerCase</c> and default
/// options, without the punctuation that pycocoevalcap takes out (pycocoevalcap @ ad63453, tokenizer/ptbtokenizer.py; spec/sparseoccvla.md
/// §10.3). Brackets stay as <c>-lrb-</c>, <c>-rsb-</c> …, because upstream compares its list, in capitals, with tokens in small letters. Tags
/// such as <c>&lt;turn left&gt;</c> and mixed numbers such as <c>3 1/2</c> are one token with a no-break space (U+00A0) inside. British
/// spellings stay.
/// Equal tokens are the same string, so that twenty thousand texts cost one string for each different word. Not safe for use by several
/// threads at once.
/// </summary>
public sealed class PtbTokenizer
{
    private const int Reserve = 8; // no form is longer than its text by more than a few letters
    private const char Next = '\n';

    private readonly HashSet<string> words = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> known;
    private readonly List<string> line = [];
    private char[] token = new char[256];

    /// <summary>With no word known yet.</summary>
    public PtbTokenizer() => known = words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The tokens of a text as a line among others, of which the next is empty.</summary>
    /// <param name="text">Any text; line ends count as spaces, as in pycocoevalcap.</param>
    public string[] Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TokenizeAll([text, ""])[0];
    }

    /// <summary>
    /// The tokens of many texts, as pycocoevalcap makes them: all texts are one stream with a line for each. A word at the end of a line then
    /// sees the beginning of the next: "lane A." gives <c>a</c> before a line that begins with "The ", and <c>a.</c> elsewhere.
    /// </summary>
    /// <param name="texts">Any texts; line ends inside count as spaces.</param>
    /// <returns>The tokens of each text, in its order.</returns>
    public string[][] TokenizeAll(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        char[] stream = ArrayPool<char>.Shared.Rent(texts.Sum(text => text.Length + 1));
        int length = 0;
        foreach (string text in texts)
        {
            foreach (char c in text)
            {
                stream[length++] = PtbCharacters.IsLineEnd(c) ? ' ' : c;
            }
            stream[length++] = Next;
        }
        // the last line has no end, and an abbreviation can tell
        string[][] tokens = Scan(stream.AsSpan(0, Math.Max(0, length - 1)), texts.Count);
        ArrayPool<char>.Shared.Return(stream);
        return tokens;
    }

    private string[][] Scan(ReadOnlySpan<char> stream, int lines)
    {
        string[][] tokens = new string[lines][];
        int at = 0;
        for (int i = 0; i < lines; i++)
        {
            while (at < stream.Length && stream[at] != Next)
            {
                PtbMatch match = PtbScanner.Longest(stream, at);
                Take(match.Rule, stream.Slice(at, match.Shown));
                at += match.Length;
            }
            at++;
            tokens[i] = [.. line];
            line.Clear();
        }
        return tokens;
    }

    private void Take(PtbRule rule, ReadOnlySpan<char> text)
    {
        if (token.Length < text.Length + Reserve)
        {
            token = new char[2 * text.Length + Reserve];
        }
        ReadOnlySpan<char> written = token.AsSpan(0, PtbForms.Write(rule, text, token));
        if (written.IsEmpty || PtbForms.IsRemoved(written))
        {
            return;
        }
        if (!known.TryGetValue(written, out string? word))
        {
            words.Add(word = written.ToString());
        }
        line.Add(word);
    }
}
