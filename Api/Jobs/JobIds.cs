using System.Text.RegularExpressions;

namespace VoxPilot.Api.Jobs;

/// <summary>Ids of jobs.</summary>
internal static partial class JobIds
{
    /// <summary>Whether a text has the form of one; where a pack is wanted, what has not is the name of a pack.</summary>
    public static bool IsOne(string text) => Form().IsMatch(text);

    [GeneratedRegex("^job-[0-9a-f]{16}$")]
    private static partial Regex Form();
}
