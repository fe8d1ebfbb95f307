using VoxPilot.Core;
using VoxPilot.Core.Metrics;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// Finds, on validation, the rules from points to voxels that give the best mean IoU: how far a point may lie from its query's centre (the
/// fewer the queries, the farther), the way of scoring, and a score threshold for each class. First all classes share a threshold, which shows where each class has its best; from there, or from the best shared one where
/// the classes' own get into each other's way, each is moved alone while that helps.
/// </summary>
internal static class ThresholdSearch
{
    private static readonly float[] Shared = [0.05f, 0.1f, 0.15f, 0.2f, 0.25f, 0.3f, 0.35f, 0.4f, 0.5f, 0.6f];
    private static readonly float[] Distances = [3, 4.5f, 6, 9];
    private static readonly float[] Factors = [0.7f, 0.85f, 1.15f, 1.3f];

    /// <summary>The best rules.</summary>
    /// <param name="frames">Key frames of validation.</param>
    /// <param name="start">Rules whose thresholds and scoring are replaced.</param>
    /// <param name="masked">Whether only voxels that a camera sees count.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static PointVoxelizerConfig Run(IReadOnlyList<SeenFrame> frames, PointVoxelizerConfig start, bool masked, CancellationToken cancellation = default) =>
        Enum.GetValues<VoxelScoring>()
            .Select(scoring => BestShared(frames, start with { Scoring = scoring }, masked, cancellation).Rules)
            .Select(rules => Best(frames, rules, masked, cancellation))
            .MaxBy(found => found.Score).Rules;

    /// <summary>The best distance, and the best threshold that all classes share; for a look in passing.</summary>
    public static (PointVoxelizerConfig Rules, OccupancyConfusion Confusion) BestShared(
        IReadOnlyList<SeenFrame> frames, PointVoxelizerConfig start, bool masked, CancellationToken cancellation = default) =>
        Distances.SelectMany(d => Shared.Select(t => With(start with { MaximumDistance = d }, t)))
            .Select(rules => (Rules: rules, Confusion: Confusion(frames, rules, masked, cancellation)))
            .MaxBy(found => SeenFrame.MeanIou(found.Confusion));

    private static (PointVoxelizerConfig Rules, double Score) Best(IReadOnlyList<SeenFrame> frames, PointVoxelizerConfig start, bool masked, CancellationToken cancellation)
    {
        float[] thresholds = new float[OccupancyClasses.Occupied];
        double[] best = new double[thresholds.Length];
        Array.Fill(thresholds, 0.35f);
        Array.Fill(best, double.NegativeInfinity);
        (PointVoxelizerConfig rules, double score) = (start, double.NegativeInfinity);
        foreach (float shared in Shared)
        {
            cancellation.ThrowIfCancellationRequested();
            PointVoxelizerConfig same = With(start, shared);
            OccupancyConfusion confusion = SeenFrame.Confusion(frames, same, masked);
            (rules, score) = SeenFrame.MeanIou(confusion) is double all && all > score ? (same, all) : (rules, score);
            for (int c = 0; c < thresholds.Length; c++)
            {
                if (SeenFrame.Iou(confusion, c) is double iou && iou > best[c]) // NaN: the class does not occur
                {
                    (best[c], thresholds[c]) = (iou, shared);
                }
            }
        }
        PointVoxelizerConfig own = start with { Thresholds = thresholds };
        (rules, score) = SeenFrame.MeanIou(SeenFrame.Confusion(frames, own, masked)) is double apart && apart >= score ? (own, apart) : (rules, score);
        float[] centre = rules.Thresholds;
        for (int c = 0; c < thresholds.Length; c++)
        {
            foreach (float factor in Factors)
            {
                cancellation.ThrowIfCancellationRequested();
                float[] moved = [.. rules.Thresholds];
                moved[c] = Math.Min(0.95f, centre[c] * factor);
                PointVoxelizerConfig other = rules with { Thresholds = moved };
                double reached = SeenFrame.MeanIou(SeenFrame.Confusion(frames, other, masked));
                (rules, score) = reached > score ? (other, reached) : (rules, score);
            }
        }
        return (rules, score);
    }

    private static OccupancyConfusion Confusion(IReadOnlyList<SeenFrame> frames, PointVoxelizerConfig rules, bool masked, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return SeenFrame.Confusion(frames, rules, masked);
    }

    private static PointVoxelizerConfig With(PointVoxelizerConfig rules, float threshold) =>
        rules with { Thresholds = [.. Enumerable.Repeat(threshold, OccupancyClasses.Occupied)] };
}
