using VoxPilot.Core.Metrics;

namespace VoxPilot.Jobs.Reports;

/// <summary>A figure with its 95 % interval.</summary>
/// <param name="Value">The figure; null where it is not defined.</param>
/// <param name="Low">Lower end of the 95 % bootstrap interval over scenes; null where there is none (one scene).</param>
/// <param name="High">Upper end; null where there is none.</param>
/// <param name="Replicates">The bootstrap's draws as single precision numbers, NaN where a draw is not defined; what paired intervals are made of. Empty where there is no interval.</param>
public sealed record ReportValue(double? Value, double? Low, double? High, float[] Replicates)
{
    /// <summary>What the bootstrap says of a measure.</summary>
    /// <param name="estimate">The figure with its draws.</param>
    /// <param name="scenes">Number of scenes: below two there is no interval.</param>
    public static ReportValue Of(SceneEstimate estimate, int scenes)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        bool spread = scenes > 1;
        return new(
            Defined(estimate.Value), spread ? Defined(estimate.Low) : null, spread ? Defined(estimate.High) : null,
            spread ? [.. estimate.Replicates.Select(r => (float)r)] : []);
    }

    /// <summary>One figure less another over the same scenes and the same draws, with the paired 95 % interval.</summary>
    /// <returns>Without an interval where either figure has none; undefined where either is undefined.</returns>
    /// <exception cref="ArgumentException">The numbers of draws differ.</exception>
    public static ReportValue Difference(ReportValue a, ReportValue b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Value is not double left || b.Value is not double right)
        {
            return Undefined;
        }
        if (a.Replicates.Length == 0 || b.Replicates.Length == 0)
        {
            return new(left - right, null, null, []);
        }
        return Of(Estimate(left, a).Minus(Estimate(right, b)), scenes: 2);
    }

    private static ReportValue Undefined { get; } = new(null, null, null, []);

    private static SceneEstimate Estimate(double value, ReportValue from) =>
        new(value, double.NaN, double.NaN, Array.ConvertAll(from.Replicates, r => (double)r), 0);

    private static double? Defined(double value) => double.IsFinite(value) ? value : null;
}
