namespace VoxPilot.Core.Metrics;

/// <summary>A figure that its owner computes from what it has kept by scene.</summary>
internal sealed class SceneFormula(Func<int> scenes, Func<long> count, SceneFormula.Figure value) : ISceneMeasure
{
    /// <summary>The figure where scene s counts <paramref name="weights"/>[s] times.</summary>
    public delegate double Figure(ReadOnlySpan<int> weights);

    /// <inheritdoc/>
    public int Scenes => scenes();

    /// <inheritdoc/>
    public long Count => count();

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<int> weights) => value(weights);
}
