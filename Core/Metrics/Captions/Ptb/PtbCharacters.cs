namespace VoxPilot.Core.Metrics;

/// <summary>Characters as the tokenizer sorts them.</summary>
internal static class PtbCharacters
{
    /// <summary>Stands beyond the end of the text; no character of a text.</summary>
    public const char End = '\uFFFF';

    /// <summary>A hyphen that only shows where a line breaks.</summary>
    public const char SoftHyphen = '\u00AD';

    /// <summary>The character at a position, or <see cref="End"/>.</summary>
    public static char At(ReadOnlySpan<char> text, int i) => (uint)i < (uint)text.Length ? text[i] : End;

    /// <summary>A to Z.</summary>
    public static bool IsLatin(char c) => char.IsAsciiLetter(c);

    /// <summary>A to Z and digits.</summary>
    public static bool IsLatinOrDigit(char c) => char.IsAsciiLetterOrDigit(c);

    /// <summary>Letters and digits of any script.</summary>
    public static bool IsLetterOrDigit(char c) => char.IsLetter(c) || char.IsDigit(c);

    /// <summary>A space within a line.</summary>
    public static bool IsSpace(char c) => c is ' ' or '\t' or '\u00A0' or (>= '\u2000' and <= '\u200A') or '\u3000';

    /// <summary>The end of a line.</summary>
    public static bool IsLineEnd(char c) => c is '\n' or '\r' or '\u000B' or '\u000C' or '\u2028' or '\u2029';

    /// <summary>A space or the end of a line; next line (U+0085) too, though by itself it is an ellipsis of Windows' code page.</summary>
    public static bool IsSpaceOrLineEnd(char c) => IsSpace(c) || IsLineEnd(c) || c == '\u0085';

    /// <summary>What separates within a sentence.</summary>
    public static bool IsSeparator(char c) => c is ',' or ';' or ':' or '\u3001';

    /// <summary>A hyphen within a word; low lines are.</summary>
    public static bool IsHyphen(char c) => c is '-' or '_' or '\u058A' or '\u2010' or '\u2011';

    /// <summary>How long the letter is that stands here: 1, more if it is an entity such as &amp;eacute;, or 0.</summary>
    public static int Letter(ReadOnlySpan<char> text, int i)
    {
        char c = At(text, i);
        if (char.IsAsciiLetter(c) || c > '\u007F' && IsWordCharacter(c))
        {
            return 1;
        }
        if (c != '&' || !"aeiouAEIOU".Contains(At(text, i + 1)))
        {
            return 0;
        }
        return Starts(text, i + 2, "acute;") || Starts(text, i + 2, "grave;") ? 8 : Starts(text, i + 2, "uml;") ? 6 : 0;
    }

    /// <summary>How long the apostrophe is that stands here: 1, 6 if it is its entity, or 0.</summary>
    /// <param name="text">The text.</param>
    /// <param name="i">The position.</param>
    /// <param name="loose">Whether quotes that are often taken for one count.</param>
    public static int Apostrophe(ReadOnlySpan<char> text, int i, bool loose = false)
    {
        char c = At(text, i);
        if (c is '\'' or '\u0092' or '\u2019' || loose && (c is '`' or '\u0091' or '\u2018' or '\u201B'))
        {
            return 1;
        }
        return c == '&' && Starts(text, i, "&apos;") ? 6 : 0;
    }

    /// <summary>Whether a text goes on with a word, in capitals or not.</summary>
    public static bool Starts(ReadOnlySpan<char> text, int i, ReadOnlySpan<char> word) =>
        i + word.Length <= text.Length && text.Slice(i, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>End of the digits from a position on, at most <paramref name="most"/>.</summary>
    public static int Digits(ReadOnlySpan<char> text, int i, int most = int.MaxValue)
    {
        int from = i;
        while (char.IsDigit(At(text, i)) && i - from < most)
        {
            i++;
        }
        return i;
    }

    // Marks that are set above, below or beside letters belong to the word, up to the Lao script.
    private static bool IsWordCharacter(char c) => char.IsLetter(c) || c == SoftHyphen || c is >= '\u02C2' and <= '\u0ECD' && char.GetUnicodeCategory(c)
        is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark
        or System.Globalization.UnicodeCategory.EnclosingMark or System.Globalization.UnicodeCategory.ModifierSymbol;
}
