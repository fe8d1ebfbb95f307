using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Datasets.NuScenes;

/// <summary>How fast an annotated thing moves: the rule of nuscenes-devkit's <c>box_velocity</c>.</summary>
internal static class BoxVelocity
{
    /// <summary>Longest time between two neighbours, seconds; twice as much where there is one on both sides.</summary>
    public const double LongestGap = 1.5;

    /// <summary>An annotation's middle and its key frame's time in microseconds.</summary>
    public readonly record struct Place(Vector3D Centre, long Timestamp);

    /// <summary>From the annotation before to the one after; where one is absent the annotation itself stands in for it. NaN if both are, or if they lie too far apart.</summary>
    public static Vector3D Of(Place current, Place? previous, Place? next)
    {
        if (previous is null && next is null)
        {
            return new(double.NaN, double.NaN, double.NaN);
        }
        Place first = previous ?? current, last = next ?? current;
        double seconds = 1e-6 * last.Timestamp - 1e-6 * first.Timestamp;
        double longest = previous is not null && next is not null ? 2 * LongestGap : LongestGap;
        return seconds > longest || seconds <= 0
            ? new(double.NaN, double.NaN, double.NaN)
            : (last.Centre - first.Centre) * (1 / seconds);
    }
}
