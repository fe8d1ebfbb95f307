using System.Buffers;

namespace VoxPilot.Core.Metrics.Captions;

/// <summary>
/// Words as nltk 3.8's <c>word_tokenize</c> gives them: sentences first, then in each the rules of its <c>NLTKWordTokenizer</c>, an improved
/// Penn Treebank tokenizer: punctuation stands apart, "isn't" becomes "is n't", "cannot" "can not"; double quotes become `` and ''. A full
/// stop stands apart at the end of a sentence only.
/// </summary>
/// <remarks>
/// Sentences are those of an untrained Punkt: nltk's trained English model, which knows abbreviations, is a download of its own. Where a text
/// has abbreviations such as "approx." inside a sentence, tokens may differ from those of an nltk that has the model. One object serves one
/// thread; characters beyond the Basic Multilingual Plane count as punctuation.
/// </remarks>
public sealed class NltkWordTokenizer
{
    private static readonly SearchValues<char> OpeningQuotes = SearchValues.Create("«“‘„");
    private static readonly SearchValues<char> ClosingQuotes = SearchValues.Create("»”’");
    private static readonly SearchValues<char> ClosingOrSpace = SearchValues.Create("])}>\"'»”’ ");
    private static readonly SearchValues<char> Signs = SearchValues.Create(";@#$%&?!");
    private static readonly SearchValues<char> StarsAndBrackets = SearchValues.Create("*[](){}<>");

    // Two words that are written as one.
    private static readonly (string Head, string Tail)[] Contractions =
        [("can", "not"), ("d", "'ye"), ("gim", "me"), ("gon", "na"), ("got", "ta"), ("lem", "me"), ("more", "'n"), ("wan", "na"), ("'t", "is"), ("'t", "was")];

    private readonly List<Range> sentences = [];
    private readonly TextRewriter text = new();

    /// <summary>The words of a text.</summary>
    public string[] Tokenize(string text)
    {
        WordTable table = new();
        TokenizedPair pair = new(table);
        AddWords(text, pair);
        pair.EndSentence();
        return [.. pair.Hypothesis.ToArray().Select(word => table[word])];
    }

    /// <summary>Adds the words of a text to the sentence of a pair that was begun.</summary>
    public void AddWords(ReadOnlySpan<char> text, TokenizedPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        sentences.Clear();
        PunktSentences.Split(text, sentences);
        foreach (Range sentence in sentences)
        {
            this.text.Set(text[sentence]);
            OpenQuotes();
            FinalStop();
            Punctuation();
            this.text.Pad(StarsAndBrackets);
            this.text.PadPairs("--");
            this.text.Enclose();
            CloseQuotes();
            foreach ((string head, string tail) in Contractions)
            {
                this.text.SplitWord(head, tail, beforeSpace: head == "wan");
            }
            pair.AddWords(this.text.Text);
        }
    }

    private void OpenQuotes()
    {
        text.Pad(OpeningQuotes);
        text.PadRuns('`', 1);
        text.Rewrite("\"", static (_, at) => at == 0 ? new(1, "``") : default);
        text.PadPairs("``");
        // " or '' behind a space or an opening bracket
        text.Rewrite("\"'", static (all, at) =>
        {
            int quote = all[at] == '"' ? 1 : all[at..].StartsWith("''") ? 2 : 0;
            return quote > 0 && at > 0 && all[at - 1] is ' ' or '(' or '[' or '{' or '<' ? new(quote, " `` ") : default;
        });
        // ' before a single letter opens a quotation, unless the two are the end of a word: 's, 't, 'd, 'm, 'n
        text.Rewrite("'", static (all, at) =>
            at + 1 < all.Length && PythonWord.Is(all[at + 1]) && PythonWord.IsBoundary(all, at + 2)
            && char.ToLowerInvariant(all[at + 1]) is not ('m' or 't' or 's' or 'd' or 'n') ? new(1, "' ", 1) : default);
    }

    // The full stop behind which nothing comes but closing quotes and brackets.
    private void FinalStop() => text.Rewrite(".", static (all, at) =>
        at > 0 && all[at - 1] != '.' && all[(at + 1)..].IndexOfAnyExcept(ClosingOrSpace) < 0 ? new(1, " . ") : default);

    private void Punctuation()
    {
        // , and : unless a digit follows; of two in a row, the second one counts as what follows, and is only looked at where it is the last
        text.Rewrite(",:", static (all, at) => at + 1 < all.Length && !char.IsDigit(all[at + 1]) ? new(1, all[at] == ',' ? " , " : " : ", 1) : default);
        text.Rewrite(",:", static (all, at) => at + 1 == all.Length ? new(1, all[at] == ',' ? " , " : " : ") : default);
        text.PadRuns('.', 2);
        text.Pad(Signs);
        text.Rewrite("'", static (all, at) => at > 0 && all[at - 1] != '\'' && all[(at + 1)..] is [' ', ..] ? new(1, " ' ") : default);
    }

    private void CloseQuotes()
    {
        text.Pad(ClosingQuotes);
        text.PadPairs("''");
        text.Rewrite("\"", static (_, _) => new(1, " '' "));
        text.Rewrite("'", static (all, at) => EndsWord(all, at)
            && all[(at + 1)..] is [' ', ..] or ['s' or 'S' or 'm' or 'M' or 'd' or 'D', ' ', ..] ? new(1, " '") : default);
        text.Rewrite("'", static (all, at) => EndsWord(all, at)
            && all[(at + 1)..] is ['l', 'l', ' ', ..] or ['L', 'L', ' ', ..] or ['r', 'e', ' ', ..] or ['R', 'E', ' ', ..] or ['v', 'e', ' ', ..] or ['V', 'E', ' ', ..] ? new(1, " '") : default);
        text.Rewrite("nN", static (all, at) => EndsWord(all, at)
            && all[at..] is ['n', '\'', 't', ' ', ..] or ['N', '\'', 'T', ' ', ..] ? new(0, " ", 1) : default);
    }

    // Whether the character before may be the last one of a word.
    private static bool EndsWord(ReadOnlySpan<char> all, int at) => at > 0 && all[at - 1] is not (' ' or '\'');
}
