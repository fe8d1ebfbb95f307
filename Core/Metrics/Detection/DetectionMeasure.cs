namespace VoxPilot.Core.Metrics.Detection;

/// <summary>One figure of a detection evaluation over weighted scenes. All of an evaluation's share the figures of a weighting.</summary>
internal sealed class DetectionMeasure(DetectionEvaluation evaluation, Func<DetectionMetrics, double> figure, long count) : ISceneMeasure
{
    public int Scenes => evaluation.Scenes;

    public long Count => count;

    public double Value(ReadOnlySpan<int> weights) => figure(evaluation.Metrics(weights[..evaluation.Scenes]));
}
