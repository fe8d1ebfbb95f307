using System.Text.RegularExpressions;

namespace VoxPilot.Driving;

/// <summary>What an adapter may be called.</summary>
public static partial class AdapterName
{
    /// <summary>The rule in words.</summary>
    public const string Rule = "1 to 64 letters, digits, dots, dashes and underscores, a letter or digit first";

    /// <summary>Whether an adapter may be called so.</summary>
    public static bool Allows(string name) => Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
