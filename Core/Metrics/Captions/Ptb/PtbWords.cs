namespace VoxPilot.Core.Metrics;

/// <summary>Words, contractions and words of several parts. Each method gives a length from a position on; 0 if there is no such word.</summary>
internal static class PtbWords
{
    private static readonly string[] WithAnyApostrophe = ["dunkin", "somethin", "ol"];
    private static readonly string[] WithStraightApostrophe = ["cont'd", "cont'd.", "nor'easter", "c'mon", "e'er", "s'mores", "ev'ry", "li'l", "nat'l"];
    private static readonly string[] AfterApostrophe = ["em", "til", "till", "cause"];
    private static readonly string[] Specials = ["C.D.s", "pro-", "anti-", "S&P-500", "S&amp;P-500", "S&Ls", "S&amp;Ls"];
    private static readonly string[] TreebankBrackets = ["-RRB-", "-LRB-", "-RCB-", "-LCB-", "-RSB-", "-LSB-"];
    private static readonly (string Whole, int First)[] Assimilations = [("cannot", 3), ("gonna", 3), ("gotta", 3), ("lemme", 3), ("gimme", 3), ("wanna", 3), ("'twas", 2), ("'tis", 2)];

    /// <summary>Letters, then letters and digits; a single . ! or ? with a letter behind it goes on with the word.</summary>
    public static int Word(ReadOnlySpan<char> text, int at)
    {
        int i = at, end = at;
        for (int letter = PtbCharacters.Letter(text, i); letter > 0; letter = PtbCharacters.Letter(text, i))
        {
            for (i += letter; (letter = PtbCharacters.Letter(text, i)) > 0 || char.IsDigit(PtbCharacters.At(text, i)); i += Math.Max(1, letter))
            {
            }
            end = i;
            if (PtbCharacters.At(text, i) is not ('.' or '!' or '?'))
            {
                break;
            }
            i++;
        }
        return end - at;
    }

    /// <summary>Two words written as one: the length of both, and of the first.</summary>
    public static (int Whole, int First) Assimilation(ReadOnlySpan<char> text, int at)
    {
        foreach ((string whole, int first) in Assimilations)
        {
            if (PtbCharacters.Starts(text, at, whole))
            {
                return (whole.Length, first);
            }
        }
        return default;
    }

    /// <summary>'s, 'm, 'd, 're, 've, 'll.</summary>
    public static int Clitic(ReadOnlySpan<char> text, int at)
    {
        int apostrophe = PtbCharacters.Apostrophe(text, at), i = at + apostrophe;
        if (apostrophe == 0)
        {
            return 0;
        }
        return char.ToLowerInvariant(PtbCharacters.At(text, i)) is 's' or 'm' or 'd' ? apostrophe + 1
            : PtbCharacters.Starts(text, i, "re") || PtbCharacters.Starts(text, i, "ve") || PtbCharacters.Starts(text, i, "ll") ? apostrophe + 2 : 0;
    }

    /// <summary>n't.</summary>
    public static int Not(ReadOnlySpan<char> text, int at)
    {
        int apostrophe = PtbCharacters.At(text, at) is 'n' or 'N' ? PtbCharacters.Apostrophe(text, at + 1, loose: true) : 0;
        return apostrophe > 0 && PtbCharacters.At(text, at + 1 + apostrophe) is 't' or 'T' ? apostrophe + 2 : 0;
    }

    /// <summary>What stands before n't: Latin letters that do not end in n, soft hyphens aside.</summary>
    public static int BeforeNot(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        while (PtbCharacters.IsLatin(PtbCharacters.At(text, end)) || PtbCharacters.At(text, end) == PtbCharacters.SoftHyphen)
        {
            end++;
        }
        end--; // the n
        if (end <= at || Not(text, end) == 0)
        {
            return 0;
        }
        char last = text[at..end].TrimEnd(PtbCharacters.SoftHyphen) is { IsEmpty: false } word ? word[^1] : 'n';
        return last is 'n' or 'N' ? 0 : end - at;
    }

    /// <summary>A word that has an apostrophe by itself: 'em, o'clock's kind, c'mon, '90s.</summary>
    public static int WithApostrophe(ReadOnlySpan<char> text, int at)
    {
        int length = PtbCharacters.Apostrophe(text, at);
        if (length > 0)
        {
            return StartingWithApostrophe(text, at, length);
        }
        int letters = 0;
        while (char.IsLetter(PtbCharacters.At(text, at + letters)))
        {
            letters++;
        }
        int strict = PtbCharacters.Apostrophe(text, at + letters), loose = PtbCharacters.Apostrophe(text, at + letters, loose: true), after = at + letters + loose;
        if (letters == 0 || loose == 0)
        {
            return 0;
        }
        char first = text[at], last = text[at + letters - 1];
        int behind = 0;
        while (char.IsLetter(PtbCharacters.At(text, after + behind)))
        {
            behind++;
        }
        if (letters == 1 && behind >= 2 && first is (>= 'A' and <= 'H') or (>= 'J' and <= 'X') or 'Z' or 'n'
            || letters >= 2 && "aeiouyAEIOUY".Contains(last) && PtbCharacters.At(text, after) is (>= 'A' and <= 'Z') or 'a' or 'e' or 'i' or 'o' or 'u')
        {
            length = letters + loose + behind;
        }
        if (letters == 1 && first is 'o' or 'O' && PtbCharacters.At(text, after) is 'o' or 'O')
        {
            length = Math.Max(length, loose + 2);
        }
        if (strict > 0 && (letters == 1 && "lLdDjJ".Contains(first) || IsAnyOf(text.Slice(at, letters), WithAnyApostrophe)))
        {
            length = Math.Max(length, letters + strict);
        }
        return Math.Max(length, LongestOf(text, at, WithStraightApostrophe));
    }

    /// <summary>A few words that the treebank keeps whole, with the escapes of brackets.</summary>
    public static int Special(ReadOnlySpan<char> text, int at)
    {
        if (PtbCharacters.At(text, at) == '-')
        {
            return LongestOf(text, at, TreebankBrackets);
        }
        int length = LongestOf(text, at, Specials);
        foreach ((string before, string behind) in (ReadOnlySpan<(string, string)>)[("Cap", "n"), ("c", "est")])
        {
            int apostrophe = PtbCharacters.Starts(text, at, before) ? PtbCharacters.Apostrophe(text, at + before.Length) : 0;
            if (apostrophe > 0 && PtbCharacters.Starts(text, at + before.Length + apostrophe, behind))
            {
                length = Math.Max(length, before.Length + apostrophe + behind.Length);
            }
        }
        return length;
    }

    /// <summary>Letters and digits of any script, joined by hyphens and low lines; each part may begin with d', o' or l'.</summary>
    public static int Thing(ReadOnlySpan<char> text, int at)
    {
        int end = at, i = at;
        while (true)
        {
            if (PtbCharacters.At(text, i) is 'd' or 'D' or 'o' or 'O' or 'l' or 'L')
            {
                int apostrophe = PtbCharacters.Apostrophe(text, i + 1, loose: true), after = i + 1 + apostrophe;
                i = apostrophe > 0 && PtbCharacters.IsLetterOrDigit(PtbCharacters.At(text, after)) && PtbCharacters.IsLetterOrDigit(PtbCharacters.At(text, after + 1)) ? after : i;
            }
            int from = i;
            while (PtbCharacters.IsLetterOrDigit(PtbCharacters.At(text, i)))
            {
                i++;
            }
            if (i == from)
            {
                return end - at;
            }
            end = i;
            if (!PtbCharacters.IsHyphen(PtbCharacters.At(text, i++)))
            {
                return end - at;
            }
        }
    }

    /// <summary>Latin letters and digits with points and commas, then parts behind hyphens; a part may be an acronym with its full stops.</summary>
    public static int Hyphenated(ReadOnlySpan<char> text, int at)
    {
        int i = at;
        if (!PtbCharacters.IsLatinOrDigit(PtbCharacters.At(text, i)))
        {
            return 0;
        }
        while (PtbCharacters.At(text, i) is var c && (PtbCharacters.IsLatinOrDigit(c) || c is '.' or ',' or PtbCharacters.SoftHyphen))
        {
            i++;
        }
        int end = at;
        while (PtbCharacters.At(text, i) == '-')
        {
            int acronym = PtbAbbreviations.DottedLetters(text, i + 1), from = ++i;
            while (PtbCharacters.At(text, i) is var c && (PtbCharacters.IsLatinOrDigit(c) || c == PtbCharacters.SoftHyphen))
            {
                i++;
            }
            i = Math.Max(i, from + acronym);
            if (i == from)
            {
                break;
            }
            end = i;
        }
        return end - at;
    }

    /// <summary>km/h, and/or/nor: Latin parts with up to two hyphens each, joined by one slash or two.</summary>
    public static int Slashed(ReadOnlySpan<char> text, int at)
    {
        int i = SlashPart(text, at), end = at;
        for (int slashes = 0; slashes < 2 && i > 0; slashes++)
        {
            i += PtbCharacters.At(text, i) == '\\' ? 1 : 0;
            if (PtbCharacters.At(text, i) != '/' || (i = SlashPart(text, i + 1)) == 0)
            {
                break;
            }
            end = i;
        }
        return end - at;
    }

    /// <summary>AT&amp;T, A+B: capitals.</summary>
    public static int Joined(ReadOnlySpan<char> text, int at)
    {
        int i = Capitals(text, at), end = at;
        while (i > 0 && PtbCharacters.At(text, i) is '+' or '&')
        {
            i = Capitals(text, i + (PtbCharacters.Starts(text, i, "&amp;") ? 5 : 1));
            end = Math.Max(end, i);
        }
        return end - at;
    }

    private static int StartingWithApostrophe(ReadOnlySpan<char> text, int at, int apostrophe)
    {
        int i = at + apostrophe, length = LongestOf(text, i, AfterApostrophe);
        length += length > 0 ? apostrophe : 0;
        if (PtbCharacters.At(text, i) is 'n' or 'N')
        {
            length = Math.Max(length, apostrophe + 1 + PtbCharacters.Apostrophe(text, i + 1));
        }
        return PtbCharacters.At(text, i) is >= '2' and <= '9' && PtbCharacters.Starts(text, i + 1, "0s") ? Math.Max(length, apostrophe + 3) : length;
    }

    // End of the part that begins here; 0 if none does.
    private static int SlashPart(ReadOnlySpan<char> text, int i)
    {
        int from = i;
        while (PtbCharacters.IsLatinOrDigit(PtbCharacters.At(text, i)))
        {
            i++;
        }
        for (int hyphens = 0; i > from && hyphens < 2 && PtbCharacters.At(text, i) == '-' && PtbCharacters.IsLatin(PtbCharacters.At(text, i + 1)); hyphens++)
        {
            for (i++; PtbCharacters.IsLatin(PtbCharacters.At(text, i)); i++)
            {
            }
        }
        return i > from ? i : 0;
    }

    private static int Capitals(ReadOnlySpan<char> text, int i)
    {
        int from = i;
        while (PtbCharacters.At(text, i) is >= 'A' and <= 'Z')
        {
            i++;
        }
        return i > from ? i : 0;
    }

    private static bool IsAnyOf(ReadOnlySpan<char> word, string[] words)
    {
        foreach (string other in words)
        {
            if (word.Equals(other, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }

    private static int LongestOf(ReadOnlySpan<char> text, int at, string[] words)
    {
        int length = 0;
        foreach (string word in words)
        {
            length = word.Length > length && PtbCharacters.Starts(text, at, word) ? word.Length : length;
        }
        return length;
    }
}
