using System.Globalization;
using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Occupancy;

/// <summary>Horizons that clients ask for: whole seconds 0 to 3.</summary>
internal static class Horizons
{
    /// <summary>The farthest horizon, seconds.</summary>
    public const int Farthest = 3;

    /// <summary>Reads <c>0,1,2,3</c>; now alone where nothing is given.</summary>
    /// <exception cref="ProblemException">It holds something else.</exception>
    public static IReadOnlyList<int> Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [0];
        }
        List<int> horizons = [];
        foreach (string word in text.Split(','))
        {
            horizons.Add(int.TryParse(word.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int horizon) ? horizon : -1);
        }
        return Check(horizons, "horizon");
    }

    /// <summary>Each is 0 to 3 and occurs once.</summary>
    /// <exception cref="ProblemException">It is not so.</exception>
    public static IReadOnlyList<int> Check(IReadOnlyList<int> horizons, string field) =>
        horizons.All(horizon => horizon is >= 0 and <= Farthest) && horizons.Distinct().Count() == horizons.Count
            ? horizons
            : throw new ProblemException(ProblemTypes.InvalidInput, field, $"{field} takes whole seconds from 0 to {Farthest}, each once, such as 0,1,2,3.");
}
