using System.Text.RegularExpressions;

namespace VoxPilot.Api.Jobs;

/// <summary>Names of data sets; each is a folder's too.</summary>
internal static partial class DatasetNames
{
    /// <summary>What a name should be.</summary>
    public const string Expected = "A data set's name has 1 to 64 letters, digits, dots, dashes and underscores, and begins with a letter or a digit.";

    /// <summary>Whether a text can be one.</summary>
    public static bool IsOne(string text) => Form().IsMatch(text);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    private static partial Regex Form();
}
