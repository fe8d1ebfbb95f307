namespace VoxPilot.Core.Metrics;

/// <summary>Tags, entities, quotes, dashes, smileys and symbols. Each method gives a length from a position on; 0 if there is none.</summary>
internal static class PtbMarks
{
    // Pairs of first and last: marks and symbols that are tokens by themselves. All others are no tokens.
    private const string Ranges = "%%&&++,,..//::;;==\\\\^^||~~¡¡¦©¬¬®³´º¿¿××÷÷\u037E\u037E\u0387\u0387\u0589\u0589\u05BE\u05BE\u05C0\u05C0\u05C3\u05C3\u05C6\u05C6\u05F3\u05F4\u0600\u0603\u0606\u060A\u060C\u060C"
        + "\u0614\u0614\u061B\u061B\u061E\u061F\u066A\u066A\u066D\u066D\u06D4\u06D4\u0700\u070D\u07F6\u07F8\u07FA\u07FA\u0964\u0965\u0E4F\u0E4F\u1FBD\u1FBD\u2016\u2017\u2020\u2023\u2030\u2038\u203B\u203B"
        + "\u203E\u2042\u2044\u2044\u207A\u207F\u208A\u208E\u2100\u214F\u2190\u2BFF\u3001\u3002\u3012\u3012\u30FB\u30FB\uFF01\uFF0F\uFF1A\uFF20\uFF3B\uFF40\uFF5B\uFF65";

    private static readonly string[] Dashes = ["&MD;", "&mdash;", "&ndash;"];
    private static readonly string[] Entities = ["&HT;", "&TL;", "&UR;", "&LR;", "&QC;", "&QL;", "&QR;", "&odq;", "&cdq;"];

    /// <summary>A tag of HTML's kind: a name, more names with or without a value in quotes; or a closing tag; or a declaration.</summary>
    public static int Tag(ReadOnlySpan<char> text, int at)
    {
        int i = at + 1;
        char c = PtbCharacters.At(text, i);
        if (c is '!' or '?' && (PtbCharacters.IsLatin(PtbCharacters.At(text, i + 1)) || PtbCharacters.At(text, i + 1) == '-'))
        {
            int end = text[i..].IndexOfAny('>', '\n');
            return end > 0 && text[i + end] == '>' ? i + end + 1 - at : 0;
        }
        if (c == '/')
        {
            i = Name(text, i + 1);
            return i == at + 2 ? 0 : Close(text, i, at);
        }
        int from = i;
        i = Name(text, i);
        if (i == from)
        {
            return 0;
        }
        while (Spaces(text, i) is var next && next > i && Name(text, next) is var name && name > next)
        {
            i = name;
            int equals = Spaces(text, name);
            if (PtbCharacters.At(text, equals) == '=')
            {
                int value = Spaces(text, equals + 1);
                char quote = PtbCharacters.At(text, value);
                int length = quote is '\'' or '"' ? text[(value + 1)..].IndexOfAny(quote, '\n') : -1;
                if (length < 0 || text[value + 1 + length] != quote)
                {
                    return 0;
                }
                i = value + length + 2;
            }
        }
        i = Spaces(text, i);
        return Close(text, i + (PtbCharacters.At(text, i) == '/' ? 1 : 0), at);
    }

    /// <summary>Offers what an ampersand begins.</summary>
    public static void OfferEntity(ReadOnlySpan<char> text, int at, ref PtbMatch match)
    {
        match.Offer(PtbRule.Dash, OneOf(text, at, Dashes));
        match.Offer(PtbRule.Ampersand, OneOf(text, at, ["&amp;"]));
        match.Offer(PtbRule.Entity, OneOf(text, at, Entities));
        match.Offer(PtbRule.Less, OneOf(text, at, ["&lt;"]));
        match.Offer(PtbRule.Greater, OneOf(text, at, ["&gt;"]));
        match.Offer(PtbRule.Nothing, OneOf(text, at, ["&nbsp;"]));
        OfferDoubleQuote(text, at, OneOf(text, at, ["&quot;"]), ref match);
        int i = at + 2;
        while (char.IsAsciiDigit(PtbCharacters.At(text, i)))
        {
            i++;
        }
        if (PtbCharacters.At(text, at + 1) == '#' && i > at + 2 && PtbCharacters.At(text, i) == ';')
        {
            match.Offer(PtbRule.Entity, i + 1 - at);
        }
    }

    /// <summary>Offers a double quote of a length.</summary>
    public static void OfferDoubleQuote(ReadOnlySpan<char> text, int at, int length, ref PtbMatch match)
    {
        bool opening = length > 0 && PtbCharacters.At(text, at + length) is var c && (PtbCharacters.IsLatinOrDigit(c) || c == '$');
        match.Offer(opening ? PtbRule.OpeningDoubleQuote : PtbRule.DoubleQuote, length, ahead: opening ? 1 : 0);
    }

    /// <summary>One or two quotes of any form.</summary>
    public static int Quotes(ReadOnlySpan<char> text, int at)
    {
        int apostrophe = PtbCharacters.Apostrophe(text, at);
        int quotes = !IsQuote(PtbCharacters.At(text, at)) ? 0 : IsQuote(PtbCharacters.At(text, at + 1)) ? 2 : 1;
        return PtbCharacters.At(text, at) == '\'' && PtbCharacters.At(text, at + 1) == '\'' ? 2 : Math.Max(apostrophe, quotes);
    }

    /// <summary>How often a character stands here one after the other, at most <paramref name="most"/>.</summary>
    public static int Run(ReadOnlySpan<char> text, int at, char c, int most = int.MaxValue)
    {
        int i = at;
        while (i - at < most && PtbCharacters.At(text, i) == c)
        {
            i++;
        }
        return i - at;
    }

    /// <summary>Dots without or with spaces: ..., . . .</summary>
    public static int Ellipsis(ReadOnlySpan<char> text, int at)
    {
        int dots = Run(text, at, '.', 5), i = at, spaced = 0;
        while (spaced < 4 && PtbCharacters.At(text, i) == '.' && PtbCharacters.At(text, i + 1) is ' ' or '\u00A0')
        {
            (i, spaced) = (i + 2, spaced + 1);
        }
        // the last dot has no space
        spaced -= PtbCharacters.At(text, at + 2 * spaced) == '.' ? 0 : 1;
        return Math.Max(dots >= 3 ? dots : 0, spaced >= 2 ? 2 * spaced + 1 : 0);
    }

    /// <summary>:) and its like; what follows must be neither letter nor digit.</summary>
    public static int Smiley(ReadOnlySpan<char> text, int at)
    {
        int i = at + (PtbCharacters.At(text, at) is '<' or '>' ? 1 : 0);
        if (PtbCharacters.At(text, i) is not (':' or ';' or '='))
        {
            return 0;
        }
        i++;
        i += PtbCharacters.At(text, i) is '-' or 'o' or '*' or '\'' ? 1 : 0;
        char next = PtbCharacters.At(text, i + 1);
        return "()DPdpO\\{@|[]".Contains(PtbCharacters.At(text, i)) && i + 1 < text.Length && !PtbCharacters.IsLatinOrDigit(next) ? i + 1 - at : 0;
    }

    /// <summary>(^_^), x_x and their like.</summary>
    public static int Face(ReadOnlySpan<char> text, int at)
    {
        char c = PtbCharacters.At(text, at);
        if (c != '(')
        {
            return IsEye(c) && PtbCharacters.At(text, at + 1) == '_' && IsEye(PtbCharacters.At(text, at + 2)) ? 3 : 0;
        }
        char left = PtbCharacters.At(text, at + 1), nose = PtbCharacters.At(text, at + 2);
        if (nose == '-' && left != '-' && IsEye(left) && PtbCharacters.At(text, at + 3) is var eye && eye != '-' && (IsEye(eye) || eye == '`') && PtbCharacters.At(text, at + 4) == ')')
        {
            return 5;
        }
        int right = at + 2 + (nose is '_' or '.' ? 1 : 0);
        return IsEye(left) && IsEye(PtbCharacters.At(text, right)) && PtbCharacters.At(text, right + 1) == ')' ? right + 2 - at : 0;
    }

    /// <summary>Whether a mark or symbol is a token by itself.</summary>
    public static bool IsMark(char c)
    {
        for (int i = 0; i < Ranges.Length; i += 2)
        {
            if (c >= Ranges[i] && c <= Ranges[i + 1])
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsEye(char c) => c is '-' or '^' or 'x' or '=' or '~' or '<' or '>' or '\'';

    private static bool IsQuote(char c) => c is '`' or '\u2018' or '\u2019' or (>= '\u201A' and <= '\u201F') or (>= '\u0091' and <= '\u0094') or '\u2039' or '\u203A' or '\u00AB' or '\u00BB';

    private static int OneOf(ReadOnlySpan<char> text, int at, ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (PtbCharacters.Starts(text, at, word))
            {
                return word.Length;
            }
        }
        return 0;
    }

    private static int Name(ReadOnlySpan<char> text, int i)
    {
        if (!PtbCharacters.IsLatin(PtbCharacters.At(text, i)))
        {
            return i;
        }
        while (PtbCharacters.At(text, i) is var c && (PtbCharacters.IsLatinOrDigit(c) || c is '_' or ':' or '.' or '-'))
        {
            i++;
        }
        return i;
    }

    private static int Spaces(ReadOnlySpan<char> text, int i) => i + Run(text, i, ' ');

    private static int Close(ReadOnlySpan<char> text, int i, int at) => Spaces(text, i) is var end && PtbCharacters.At(text, end) == '>' ? end + 1 - at : 0;
}
