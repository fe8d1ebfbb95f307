namespace VoxPilot.Core.Metrics;

/// <summary>Numbers, dates, fractions and telephone numbers. Each method gives a length from a position on; 0 if there is none.</summary>
internal static class PtbNumbers
{
    /// <summary>+3.2, 1,000, 12:30, .5: digits with a sign, and with points, commas and colons before digits.</summary>
    public static int Number(ReadOnlySpan<char> text, int at)
    {
        int from = at + (PtbCharacters.At(text, at) is '-' or '+' ? 1 : 0), i = PtbCharacters.Digits(text, from), end = i;
        while (PtbCharacters.At(text, i) is '.' or ':' or ',' or PtbCharacters.SoftHyphen or '\u066B' or '\u066C')
        {
            int digits = PtbCharacters.Digits(text, i + 1);
            if (digits == i + 1)
            {
                break;
            }
            end = i = digits;
        }
        return end > from ? end - at : 0;
    }

    /// <summary>12/31/2020, 1-2-20.</summary>
    public static int Date(ReadOnlySpan<char> text, int at)
    {
        int i = at;
        for (int part = 0; part < 2; part++)
        {
            int digits = PtbCharacters.Digits(text, i, 2);
            if (digits == i || PtbCharacters.At(text, digits) is not ('-' or '/'))
            {
                return 0;
            }
            i = digits + 1;
        }
        int end = PtbCharacters.Digits(text, i, 4);
        return end - i >= 2 ? end - at : 0;
    }

    /// <summary>1/2, also with a whole number, a hyphen or a space before it: 3 1/2.</summary>
    public static int Fraction(ReadOnlySpan<char> text, int at)
    {
        int first = PtbCharacters.Digits(text, at, 4);
        if (first == at)
        {
            return 0;
        }
        int mixed = PtbCharacters.At(text, first) is '-' or ' ' or '\u00A0' ? Quotient(text, first + 1) : 0;
        return Math.Max(mixed, Quotient(text, at)) is > 0 and var end ? end - at : 0;
    }

    /// <summary>Digits above the line, or below it, with a sign of their kind.</summary>
    public static int Script(ReadOnlySpan<char> text, int at)
    {
        int from = at + (PtbCharacters.At(text, at) is '\u207A' or '\u207B' or '\u208A' or '\u208B' ? 1 : 0), above = from, below = from;
        while (PtbCharacters.At(text, above) is '\u2070' or '\u00B9' or '\u00B2' or '\u00B3' or (>= '\u2074' and <= '\u2079'))
        {
            above++;
        }
        while (PtbCharacters.At(text, below) is >= '\u2080' and <= '\u2089')
        {
            below++;
        }
        return Math.Max(above, below) is var end && end > from ? end - at : 0;
    }

    /// <summary>A telephone number as written in the United States and like it: 12-3456 7890, (12) 345-6789, 12.3456.7890.</summary>
    public static int Phone(ReadOnlySpan<char> text, int at)
    {
        if (PtbCharacters.At(text, at) == '(')
        {
            int code = Ascii(text, at + 1, 3);
            if (code - at - 1 < 2 || PtbCharacters.At(text, code) != ')')
            {
                return 0;
            }
            code++;
            code += PtbCharacters.At(text, code) is ' ' or '\u00A0' ? 1 : 0;
            return Length(Local(text, code), at);
        }
        int i = at;
        while (i < at + 2 && PtbCharacters.At(text, i) == '+')
        {
            i++;
        }
        int first = Group(text, i, hyphens: true), second = first > 0 ? Group(text, first, hyphens: true) : 0;
        int end = Math.Max(first > 0 ? Local(text, first) : 0, second > 0 ? Local(text, second) : 0);
        int one = Group(text, i, hyphens: false), two = one > 0 ? Group(text, one, hyphens: false) : 0;
        end = Math.Max(end, one > 0 && i == at ? Dotted(text, one) : 0);
        return Length(Math.Max(end, two > 0 ? Dotted(text, two) : 0), at);
    }

    private static int Length(int end, int at) => end > 0 ? end - at : 0;

    private static int Quotient(ReadOnlySpan<char> text, int i)
    {
        int numerator = PtbCharacters.Digits(text, i, 4);
        if (numerator == i)
        {
            return 0;
        }
        i = numerator + (PtbCharacters.At(text, numerator) == '\\' ? 1 : 0);
        if (PtbCharacters.At(text, i) != '/' && PtbCharacters.At(text, numerator) != '\u2044')
        {
            return 0;
        }
        int end = PtbCharacters.Digits(text, i + 1, 4);
        return end > i + 1 ? end : 0;
    }

    // Two to four digits and a hyphen or a space, or a point.
    private static int Group(ReadOnlySpan<char> text, int i, bool hyphens)
    {
        int end = Ascii(text, i, 4);
        char c = PtbCharacters.At(text, end);
        return end - i >= 2 && (hyphens ? c is '-' or ' ' or '\u00A0' : c == '.') ? end + 1 : 0;
    }

    // Three or four digits, a hyphen or a space or nothing, three to five digits.
    private static int Local(ReadOnlySpan<char> text, int i)
    {
        int digits = Ascii(text, i, 9) - i;
        if (digits >= 6)
        {
            return i + digits;
        }
        if (digits is not (3 or 4) || PtbCharacters.At(text, i + digits) is not ('-' or ' ' or '\u00A0'))
        {
            return 0;
        }
        int from = i + digits + 1, end = Ascii(text, from, 5);
        return end - from >= 3 ? end : 0;
    }

    private static int Dotted(ReadOnlySpan<char> text, int i)
    {
        int middle = Ascii(text, i, 4);
        if (middle - i < 3 || PtbCharacters.At(text, middle) != '.')
        {
            return 0;
        }
        int end = Ascii(text, middle + 1, 5);
        return end - middle - 1 >= 3 ? end : 0;
    }

    private static int Ascii(ReadOnlySpan<char> text, int i, int most)
    {
        int from = i;
        while (char.IsAsciiDigit(PtbCharacters.At(text, i)) && i - from < most)
        {
            i++;
        }
        return i;
    }
}
