using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Metrics.Detection;

/// <summary>The rules of nuScenes' detection task, <c>detection_cvpr_2019</c> (spec/sqs.md §10.5): the only ones that published figures follow.</summary>
public static class DetectionConfig
{
    /// <summary>Number of errors of a matched box.</summary>
    public const int Errors = 5;

    /// <summary>Points of a precision–recall curve: recall 0, 0.01 … 1.</summary>
    public const int Recalls = 101;

    /// <summary>Recall up to and with which a curve does not count.</summary>
    public const double MinimumRecall = 0.1;

    /// <summary>Precision that counts as 0.</summary>
    public const double MinimumPrecision = 0.1;

    /// <summary>How often mAP counts in NDS, where each of the five errors counts once.</summary>
    public const double MeanApWeight = 5;

    /// <summary>Position in <see cref="MatchDistances"/> of the distance at which errors are measured: 2 m.</summary>
    public const int ErrorDistance = 2;

    /// <summary>First point of a curve that counts: recall 0.11.</summary>
    internal const int FirstRecall = (int)(100 * MinimumRecall) + 1;

    private static readonly double[] Ranges = [50, 50, 50, 50, 50, 40, 40, 40, 30, 30];

    /// <summary>A box matches a true one if their middles are nearer than this in the ground plane, metres.</summary>
    public static IReadOnlyList<double> MatchDistances { get; } = [0.5, 1, 2, 4];

    /// <summary>Distance from the ego position in the ground plane up to which boxes of a class count, metres.</summary>
    public static double Range(DetectionClass what) => Ranges[(int)what];

    /// <summary>False where an error has no meaning for a class: cones have neither front nor motion nor attributes, barriers neither motion nor attributes.</summary>
    public static bool Measures(DetectionClass what, DetectionError error) => what switch
    {
        DetectionClass.TrafficCone => error is DetectionError.Translation or DetectionError.Scale,
        DetectionClass.Barrier => error is not (DetectionError.Velocity or DetectionError.Attribute),
        _ => true,
    };
}
