using System.Globalization;
using System.Text.RegularExpressions;

namespace VoxPilot.Core.Formats;

/// <summary>
/// A plan in an answer's words: writes one, and finds one as OmniDrive's evaluation does (spec/sparseoccvla.md §2.3): the first <c>[PT, (+x.xx, +y.yy), …]</c>, metres in the ego
/// frame, x forward and y left. Numbers carry a decimal point; a plus sign may be missing.
/// </summary>
public static partial class OmniDrivePlanText
{
    /// <summary>The pairs of the first plan in the text, however many; null where there is none.</summary>
    public static IReadOnlyList<(double X, double Y)>? Points(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Match match = Plan().Match(answer);
        return match.Success ? [.. match.Groups["x"].Captures.Zip(match.Groups["y"].Captures, (x, y) => (Number(x), Number(y)))] : null;
    }

    /// <summary>The first plan in the text; null where there is none or it does not have six steps.</summary>
    public static Trajectory? Trajectory(string answer) =>
        Points(answer) is { Count: Core.Trajectory.Steps } points ? new() { Points = points } : null;

    /// <summary><c>[PT, (+1.00, 0.0), …]</c>: signs always, two decimals, 0.0 below half a centimetre.</summary>
    public static string Format(IEnumerable<(double X, double Y)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return $"[PT, {string.Join(", ", points.Select(p => $"({Signed(p.X)}, {Signed(p.Y)})"))}]";
    }

    private static string Signed(double value)
    {
        double rounded = Math.Round(value, 2, MidpointRounding.AwayFromZero);
        return Math.Abs(rounded) < 0.5e-2 ? "0.0" : rounded.ToString("+0.00;-0.00", CultureInfo.InvariantCulture);
    }

    private static double Number(Capture capture) => double.Parse(capture.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\[PT(?:, \((?<x>[+-]?[0-9]+\.[0-9]+), (?<y>[+-]?[0-9]+\.[0-9]+)\))+\]")]
    private static partial Regex Plan();
}
