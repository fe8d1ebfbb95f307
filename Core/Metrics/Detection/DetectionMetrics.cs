using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Metrics.Detection;

/// <summary>nuScenes' figures of the detection task (devkit: DetectionMetrics).</summary>
public sealed class DetectionMetrics
{
    private readonly double[] aps; // (class, distance)
    private readonly double[] errors; // (class, error)

    internal DetectionMetrics(IReadOnlyList<DetectionCurve[]> curves)
    {
        int distances = DetectionConfig.MatchDistances.Count;
        aps = new double[DetectionClasses.Count * distances];
        errors = new double[DetectionClasses.Count * DetectionConfig.Errors];
        for (int c = 0; c < DetectionClasses.Count; c++)
        {
            for (int d = 0; d < distances; d++)
            {
                aps[c * distances + d] = curves[c][d].AveragePrecision();
            }
            for (int e = 0; e < DetectionConfig.Errors; e++)
            {
                errors[c * DetectionConfig.Errors + e] = DetectionConfig.Measures((DetectionClass)c, (DetectionError)e)
                    ? curves[c][DetectionConfig.ErrorDistance].MeanError((DetectionError)e)
                    : double.NaN;
            }
        }
        MeanAp = Mean(aps);
        Nds = (DetectionConfig.MeanApWeight * MeanAp + Enumerable.Range(0, DetectionConfig.Errors).Sum(e => Score((DetectionError)e))) / (DetectionConfig.MeanApWeight + DetectionConfig.Errors);
    }

    /// <summary>mAP: mean of AP over the ten classes and four match distances. A class without true boxes counts as 0, as in the devkit.</summary>
    public double MeanAp { get; }

    /// <summary>NDS, nuScenes' detection score: (5 mAP + Σ max(0, 1 − mean error)) / 10.</summary>
    public double Nds { get; }

    /// <summary>AP of a class at one of <see cref="DetectionConfig.MatchDistances"/>.</summary>
    public double Ap(DetectionClass what, int distance) => Aps(what)[distance];

    /// <summary>AP of a class, mean over the match distances.</summary>
    public double Ap(DetectionClass what) => Mean(Aps(what));

    /// <summary>Error of a class; NaN where it has no meaning for it, 1 where recall 0.1 is not reached.</summary>
    public double Error(DetectionClass what, DetectionError error) => errors[(int)what * DetectionConfig.Errors + (int)error];

    /// <summary>Mean of an error over the classes for which it has a meaning: mATE, mASE, mAOE, mAVE, mAAE.</summary>
    public double MeanError(DetectionError error)
    {
        double sum = 0;
        int classes = 0;
        for (int c = 0; c < DetectionClasses.Count; c++)
        {
            if (Error((DetectionClass)c, error) is double value and not double.NaN)
            {
                (sum, classes) = (sum + value, classes + 1);
            }
        }
        return sum / classes;
    }

    /// <summary>What a mean error adds to NDS: max(0, 1 − error).</summary>
    public double Score(DetectionError error) => Math.Max(0, 1 - MeanError(error));

    private ReadOnlySpan<double> Aps(DetectionClass what) => aps.AsSpan((int)what * DetectionConfig.MatchDistances.Count, DetectionConfig.MatchDistances.Count);

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }
        return sum / values.Length;
    }
}
