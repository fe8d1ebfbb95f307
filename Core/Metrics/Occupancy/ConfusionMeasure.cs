namespace VoxPilot.Core.Metrics;

/// <summary>A figure that follows from the confusion counts of all scenes together.</summary>
/// <param name="confusion">The counts by scene.</param>
/// <param name="figure">The figure of a sum of counts.</param>
internal sealed class ConfusionMeasure(OccupancyConfusion confusion, Func<ConfusionCounts, double> figure) : ISceneMeasure
{
    /// <inheritdoc/>
    public int Scenes => confusion.Scenes;

    /// <inheritdoc/>
    public long Count => confusion.Count;

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<int> weights)
    {
        Span<long> sum = stackalloc long[JointHistogram.Rows * JointHistogram.Columns];
        sum.Clear();
        confusion.Sum(weights, sum);
        return figure(new(sum));
    }
}
