namespace VoxPilot.Core.Metrics;

/// <summary>How a stretch of text is written as a token, and which tokens do not count.</summary>
internal static class PtbForms
{
    private const char NoBreakSpace = '\u00A0';

    /// <summary>Writes a token in small letters.</summary>
    /// <param name="rule">What the text is.</param>
    /// <param name="text">The text.</param>
    /// <param name="token">Where to write to.</param>
    /// <returns>How many characters; 0 if it is no token.</returns>
    public static int Write(PtbRule rule, ReadOnlySpan<char> text, Span<char> token)
    {
        switch (rule)
        {
            case PtbRule.Nothing:
                return 0;
            case PtbRule.Dash or PtbRule.Hyphens when rule == PtbRule.Dash || text.Length is 3 or 4:
                return Put("--", token);
            case PtbRule.Ellipsis:
                return Put("...", token);
            case PtbRule.Less:
                return Put("<", token);
            case PtbRule.Greater:
                return Put(">", token);
            case PtbRule.FractionSign:
                return Put(text[0] switch { '¼' => "1/4", '½' => "1/2", '¾' => "3/4", '⅓' => "1/3", '⅔' => "2/3", _ => text }, token);
            case PtbRule.Currency:
                // as the Wall Street Journal of the treebank writes them
                return Put(text[0] switch { '¢' => "cents", '£' => "#", '\u0080' or '¤' or '₠' or '€' => "$", _ => text }, token);
            case PtbRule.Tag or PtbRule.Fraction:
                text.Replace(token, ' ', NoBreakSpace);
                return Lower(token[..text.Length]);
            case PtbRule.Ampersand or PtbRule.Special or PtbRule.Joined:
                return WithoutEntity(text, token);
            case PtbRule.Phone or PtbRule.Smiley or PtbRule.Bracket:
                return WithBrackets(rule, text, token);
            case PtbRule.OpeningDoubleQuote or PtbRule.OpeningQuote or PtbRule.DoubleQuote or PtbRule.Clitic or PtbRule.LateClitic or PtbRule.Quote:
                return WithQuotes(text, token, opening: rule is PtbRule.OpeningDoubleQuote or PtbRule.OpeningQuote);
            case PtbRule.WordBeforeClitic or PtbRule.WordBeforeNot or PtbRule.Word or PtbRule.WordWithStop or PtbRule.Number or PtbRule.Hyphenated:
                return WithoutSoftHyphens(text, token);
            default:
                return Put(text, token);
        }
    }

    /// <summary>
    /// Whether pycocoevalcap takes a token out. Its list also names -LRB-, -RRB-, -LCB- and -RCB-, which never occur in small letters.
    /// </summary>
    public static bool IsRemoved(ReadOnlySpan<char> token) => token is "''" or "'" or "``" or "`" or "." or "?" or "!" or "," or ":" or "-" or "--" or "..." or ";";

    private static int Put(ReadOnlySpan<char> text, Span<char> token)
    {
        text.CopyTo(token);
        return Lower(token[..text.Length]);
    }

    private static int Lower(Span<char> token)
    {
        for (int i = 0; i < token.Length; i++)
        {
            token[i] = char.ToLowerInvariant(token[i]);
        }
        return token.Length;
    }

    private static int WithoutSoftHyphens(ReadOnlySpan<char> text, Span<char> token)
    {
        int length = 0;
        foreach (char c in text)
        {
            if (c != PtbCharacters.SoftHyphen)
            {
                token[length++] = char.ToLowerInvariant(c);
            }
        }
        return length > 0 ? length : Put("-", token);
    }

    private static int WithoutEntity(ReadOnlySpan<char> text, Span<char> token)
    {
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            token[length++] = char.ToLowerInvariant(text[i]);
            i += text[i] == '&' && PtbCharacters.Starts(text, i, "&amp;") ? 4 : 0;
        }
        return length;
    }

    private static int WithBrackets(PtbRule rule, ReadOnlySpan<char> text, Span<char> token)
    {
        int length = 0;
        foreach (char c in text)
        {
            ReadOnlySpan<char> bracket = (c, rule == PtbRule.Bracket) switch
            {
                ('(', _) => "-lrb-",
                (')', _) => "-rrb-",
                ('[', true) => "-lsb-",
                (']', true) => "-rsb-",
                ('{', true) => "-lcb-",
                ('}', true) => "-rcb-",
                _ => [],
            };
            if (bracket.IsEmpty)
            {
                token[length++] = c == ' ' ? NoBreakSpace : char.ToLowerInvariant(c);
            }
            bracket.CopyTo(token[length..]);
            length += bracket.Length;
        }
        return length;
    }

    private static int WithQuotes(ReadOnlySpan<char> text, Span<char> token, bool opening)
    {
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool entity = text[i] == '&';
            ReadOnlySpan<char> quote = text[i] switch
            {
                '\'' or '&' when text[i] == '\'' || PtbCharacters.Starts(text, i, "&apos;") => opening ? "`" : "'",
                '"' or '&' => opening ? "``" : "''",
                '\u0091' or '\u2018' or '\u201B' or '\u2039' => "`",
                '\u0092' or '\u2019' or '\u203A' => "'",
                '\u0093' or '\u201C' or '\u00AB' => "``",
                '\u0094' or '\u201D' or '\u00BB' => "''",
                _ => text.Slice(i, 1),
            };
            length += Put(quote, token[length..]);
            i += entity ? 5 : 0; // &apos; and &quot;
        }
        return length;
    }
}
