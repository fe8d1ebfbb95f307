namespace VoxPilot.Api.Problems;

/// <summary>What clients have sent, as messages repeat it.</summary>
internal static class ShownText
{
    private const int Longest = 80;

    /// <summary>The text, cut where it is long.</summary>
    public static string Of(string text) => text.Length > Longest ? text[..Longest] + "…" : text;
}
