namespace VoxPilot.Core.Metrics.Detection;

/// <summary>Precision, confidence and errors of a class at recall 0, 0.01 … 1 (devkit: DetectionMetricData).</summary>
public sealed class DetectionCurve
{
    private readonly double[] precision;
    private readonly double[] confidence;
    private readonly double[][] errors; // (5, 101); empty where errors are not measured
    private readonly int last; // highest recall that is reached

    internal DetectionCurve(double[] precision, double[] confidence, double[][] errors)
    {
        (this.precision, this.confidence, this.errors) = (precision, confidence, errors);
        last = Math.Max(0, confidence.AsSpan().LastIndexOfAnyExcept(0));
    }

    /// <summary>The curve of a class that has no true box, or none that was found: no precision, all errors 1.</summary>
    public static DetectionCurve None { get; } = new(
        new double[DetectionConfig.Recalls],
        new double[DetectionConfig.Recalls],
        [.. Enumerable.Range(0, DetectionConfig.Errors).Select(_ => Enumerable.Repeat(1.0, DetectionConfig.Recalls).ToArray())]);

    /// <summary>Precision, 0 where the recall is not reached.</summary>
    public ReadOnlySpan<double> Precision => precision;

    /// <summary>Score from which on boxes are taken, 0 where the recall is not reached.</summary>
    public ReadOnlySpan<double> Confidence => confidence;

    /// <summary>Highest recall of the 101 that is reached.</summary>
    public double MaximumRecall => RecallAt(last);

    /// <summary>Mean error of all boxes matched so far; only a curve of <see cref="DetectionConfig.ErrorDistance"/> has them.</summary>
    public ReadOnlySpan<double> Error(DetectionError error) => errors[(int)error];

    /// <summary>Average precision: mean over the recalls above 0.1 of the precision above 0.1, divided by 0.9.</summary>
    internal double AveragePrecision()
    {
        double sum = 0;
        for (int i = DetectionConfig.FirstRecall; i < precision.Length; i++)
        {
            sum += Math.Max(0, precision[i] - DetectionConfig.MinimumPrecision);
        }
        return sum / (precision.Length - DetectionConfig.FirstRecall) / (1 - DetectionConfig.MinimumPrecision);
    }

    /// <summary>Mean of an error over the recalls above 0.1 that are reached; 1 if none is.</summary>
    internal double MeanError(DetectionError error)
    {
        double sum = 0;
        for (int i = DetectionConfig.FirstRecall; i <= last; i++)
        {
            sum += errors[(int)error][i];
        }
        return last < DetectionConfig.FirstRecall ? 1 : sum / (last - DetectionConfig.FirstRecall + 1);
    }

    /// <summary>Recall of a point of the curve, rounded as numpy.linspace(0, 1, 101) rounds it.</summary>
    internal static double RecallAt(int i) => i == DetectionConfig.Recalls - 1 ? 1 : i * 0.01;
}
