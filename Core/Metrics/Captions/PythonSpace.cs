namespace VoxPilot.Core.Metrics.Captions;

/// <summary>White space as Python's <c>str.split()</c>, <c>str.isspace()</c> and <c>\s</c> know it: Unicode's, and the four separators U+001C … U+001F, which .NET leaves out.</summary>
internal static class PythonSpace
{
    public static bool Is(char c) => c is <= ' ' and (' ' or (>= '\t' and <= '\r') or (>= '\x1C' and <= '\x1F')) || (c > '\x7F' && char.IsWhiteSpace(c));

    /// <summary>The text without white space at its end.</summary>
    public static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        int length = text.Length;
        while (length > 0 && Is(text[length - 1]))
        {
            length--;
        }
        return text[..length];
    }
}
