using System.Globalization;

namespace VoxPilot.Llm.Grammar;

/// <summary>All decimal notations of the numbers between two bounds, without leading zeros and exponents, as an expression: digit by digit.</summary>
internal static class NumberRange
{
    /// <param name="least">The smallest, with no more digits after the point than given.</param>
    /// <param name="most">The largest, likewise; not below the smallest.</param>
    /// <param name="fractionDigits">Digits after the point at most.</param>
    public static string Write(decimal least, decimal most, int fractionDigits)
    {
        var choices = new List<string>();
        if (least < 0)
        {
            var nearest = Math.Max(-most, new decimal(1, 0, 0, isNegative: false, (byte)fractionDigits)); // no -0
            if (nearest <= -least)
            {
                choices.Add($"\"-\" {Magnitude(nearest, -least, fractionDigits)}");
            }
        }

        if (most >= 0)
        {
            choices.Add(Magnitude(Math.Max(least, 0), most, fractionDigits));
        }

        return string.Join(" | ", choices);
    }

    private static string Magnitude(decimal least, decimal most, int fractionDigits)
    {
        var (from, to) = ((long)Math.Floor(least), (long)Math.Floor(most));
        var (fromFraction, toFraction) = (Fraction(least, fractionDigits), Fraction(most, fractionDigits));
        var zeros = new string('0', fractionDigits);
        var nines = new string('9', fractionDigits);
        if (from == to)
        {
            return GrammarRules.Sequence(Whole(from, from), After(fromFraction, toFraction));
        }

        var choices = new List<string>();
        if (fromFraction != zeros)
        {
            choices.Add(GrammarRules.Sequence(Whole(from, from), After(fromFraction, nines)));
            from++;
        }

        if (toFraction != nines)
        {
            choices.Add(GrammarRules.Sequence(Whole(to, to), After(zeros, toFraction)));
            to--;
        }

        if (from <= to)
        {
            choices.Add(GrammarRules.Sequence(Whole(from, to), After(zeros, nines)));
        }

        return GrammarRules.Choice(choices);
    }

    private static string Fraction(decimal value, int digits) =>
        digits == 0 ? "" : (value - Math.Floor(value)).ToString("F" + digits, CultureInfo.InvariantCulture)[2..];

    // Whole numbers from 0 on: one alternative for each number of digits.
    private static string Whole(long from, long to)
    {
        var choices = new List<string>();
        for (var digits = from.ToString(CultureInfo.InvariantCulture).Length; ; digits++)
        {
            var smallest = digits == 1 ? 0 : (long)Math.Pow(10, digits - 1);
            var largest = (long)Math.Pow(10, digits) - 1;
            choices.Add(Digits(Math.Max(from, smallest).ToString(CultureInfo.InvariantCulture), Math.Min(to, largest).ToString(CultureInfo.InvariantCulture)));
            if (largest >= to)
            {
                return GrammarRules.Choice(choices);
            }
        }
    }

    // Digits of one length between two such rows of digits.
    private static string Digits(ReadOnlySpan<char> from, ReadOnlySpan<char> to)
    {
        if (!from.ContainsAnyExcept('0') && !to.ContainsAnyExcept('9'))
        {
            return from.Length == 0 ? GrammarRules.Nothing : string.Create(CultureInfo.InvariantCulture, $"[0-9]{{{from.Length}}}");
        }

        if (from[0] == to[0])
        {
            return GrammarRules.Sequence(OneOf(from[0], to[0]), Digits(from[1..], to[1..]));
        }

        var (first, last) = (from[0], to[0]);
        var choices = new List<string>();
        var zeros = new string('0', from.Length - 1);
        var nines = new string('9', from.Length - 1);
        if (!from[1..].SequenceEqual(zeros))
        {
            choices.Add(GrammarRules.Sequence(OneOf(first, first), Digits(from[1..], nines)));
            first++;
        }

        if (!to[1..].SequenceEqual(nines))
        {
            choices.Add(GrammarRules.Sequence(OneOf(last, last), Digits(zeros, to[1..])));
            last--;
        }

        if (first <= last)
        {
            choices.Add(GrammarRules.Sequence(OneOf(first, last), Digits(zeros, nines)));
        }

        return GrammarRules.Choice(choices);
    }

    // The point and what follows it, both bounds included; digits that are not written are zeros.
    private static string After(ReadOnlySpan<char> from, ReadOnlySpan<char> to)
    {
        if (from.Length == 0)
        {
            return GrammarRules.Nothing;
        }

        var written = $"\".\" {Digit(from, to, tightFrom: true, tightTo: true)}";
        return from.ContainsAnyExcept('0') ? written : $"({written})?";
    }

    // One digit and what may follow it. A bound is tight as long as the digits so far are its own.
    private static string Digit(ReadOnlySpan<char> from, ReadOnlySpan<char> to, bool tightFrom, bool tightTo)
    {
        var (first, last) = (tightFrom ? from[0] : '0', tightTo ? to[0] : '9');
        if (first == last)
        {
            return GrammarRules.Sequence(OneOf(first, last), Further(from[1..], to[1..], tightFrom, tightTo));
        }

        var choices = new List<string>();
        if (tightFrom)
        {
            choices.Add(GrammarRules.Sequence(OneOf(first, first), Further(from[1..], to[1..], true, false)));
            first++;
        }

        if (tightTo)
        {
            choices.Add(GrammarRules.Sequence(OneOf(last, last), Further(from[1..], to[1..], false, true)));
            last--;
        }

        if (first <= last)
        {
            choices.Add(GrammarRules.Sequence(OneOf(first, last), Further(from[1..], to[1..], false, false)));
        }

        return GrammarRules.Choice(choices);
    }

    private static string Further(ReadOnlySpan<char> from, ReadOnlySpan<char> to, bool tightFrom, bool tightTo)
    {
        if (from.Length == 0)
        {
            return GrammarRules.Nothing;
        }

        if (!tightFrom && !tightTo)
        {
            return string.Create(CultureInfo.InvariantCulture, $"[0-9]{{0,{from.Length}}}");
        }

        var further = Digit(from, to, tightFrom, tightTo);
        return tightFrom && from.ContainsAnyExcept('0') ? further : $"({further})?";
    }

    private static string OneOf(char first, char last) => first == last ? $"\"{first}\"" : $"[{first}-{last}]";
}
