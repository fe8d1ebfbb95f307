using System.Globalization;

namespace VoxPilot.Core.Metrics.Captions;

/// <summary>Letters, numbers and the underscore, as Python's <c>\w</c> has them; .NET's has combining marks too, and fewer numbers.</summary>
internal static class PythonWord
{
    public static bool Is(char c) => c <= '\x7F'
        ? char.IsAsciiLetterOrDigit(c) || c == '_'
        : char.GetUnicodeCategory(c) is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>Whether a word begins or ends between two neighbours of a text (<c>\b</c>).</summary>
    public static bool IsBoundary(ReadOnlySpan<char> text, int at) => (at > 0 && Is(text[at - 1])) != (at < text.Length && Is(text[at]));
}
