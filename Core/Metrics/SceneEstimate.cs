namespace VoxPilot.Core.Metrics;

/// <summary>A figure with its draws of a bootstrap over scenes.</summary>
/// <param name="Value">The figure itself; NaN where it is not defined.</param>
/// <param name="Low">2.5 % of the draws lie below; NaN where none is defined.</param>
/// <param name="High">2.5 % of the draws lie above; NaN where none is defined.</param>
/// <param name="Replicates">The draws, in their order; NaN where a draw is not defined.</param>
/// <param name="Count">How many things the figure is made of.</param>
public sealed record SceneEstimate(double Value, double Low, double High, IReadOnlyList<double> Replicates, long Count)
{
    private const double Tail = 0.025;

    /// <summary>With the 95 % percentile interval of those draws that are defined.</summary>
    public static SceneEstimate Of(double value, IReadOnlyList<double> replicates, long count)
    {
        ArgumentNullException.ThrowIfNull(replicates);
        double[] defined = [.. replicates.Where(r => !double.IsNaN(r)).Order()];
        return new(value, Quantile(defined, Tail), Quantile(defined, 1 - Tail), replicates, count);
    }

    /// <summary>This figure less another one over the same scenes and the same draws, with the paired interval.</summary>
    /// <exception cref="ArgumentException">The numbers of draws differ.</exception>
    public SceneEstimate Minus(SceneEstimate other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Replicates.Count == Replicates.Count
            ? Of(Value - other.Value, [.. Replicates.Zip(other.Replicates, (a, b) => a - b)], Math.Min(Count, other.Count))
            : throw new ArgumentException($"One figure has {Replicates.Count} draws and the other {other.Replicates.Count}; they must come from the same bootstrap.", nameof(other));
    }

    // linear between neighbours, as numpy.quantile
    private static double Quantile(double[] sorted, double q)
    {
        if (sorted.Length == 0)
        {
            return double.NaN;
        }
        double at = q * (sorted.Length - 1);
        int low = (int)at, high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
}
