namespace VoxPilot.Core.Metrics;

/// <summary>The mean of several figures over the same scenes.</summary>
internal sealed class MeanMeasure(params ISceneMeasure[] measures) : ISceneMeasure
{
    /// <inheritdoc/>
    public int Scenes => measures.Max(measure => measure.Scenes);

    /// <inheritdoc/>
    public long Count => measures.Min(measure => measure.Count);

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<int> weights)
    {
        double sum = 0;
        foreach (ISceneMeasure measure in measures)
        {
            sum += measure.Value(weights);
        }
        return sum / measures.Length;
    }
}
