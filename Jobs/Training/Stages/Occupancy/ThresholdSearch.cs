using VoxPilot.Core;
using VoxPilot.Core.Metrics;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// Finds, on validation, the rules from points to voxels that give the best mean IoU: how far a point may lie from its query's centre (the
/// fewer the queries, the farther), the way of scoring, and a score threshold for each class. First all classes share a threshold: it and the
/// distance are tried in turns until neither helps, for each way of scoring. Of the better way each class takes the threshold where it was at
/// its best, or, where the classes' own get into each other's way, the shared one; from there each is moved alone while that helps.
/// </summary>
internal sealed class ThresholdSearch
{
    private static readonly float[] Shared = [0.05f, 0.1f, 0.15f, 0.2f, 0.25f, 0.3f, 0.35f, 0.4f, 0.5f, 0.6f];
    private static readonly float[] Distances = [3, 4.5f, 6, 9];
    private static readonly float[] Factors = [0.8f, 1.25f];

    private readonly IReadOnlyList<SeenFrame> frames;
    private readonly PointVoxelizerConfig start;
    private readonly bool masked;
    private readonly CancellationToken cancellation;
    private readonly Dictionary<(VoxelScoring Scoring, float Distance, float Threshold), Trial> tried = [];

    private ThresholdSearch(IReadOnlyList<SeenFrame> frames, PointVoxelizerConfig start, bool masked, CancellationToken cancellation) =>
        (this.frames, this.start, this.masked, this.cancellation) = (frames, start, masked, cancellation);

    /// <summary>The best rules.</summary>
    /// <param name="frames">Key frames of validation.</param>
    /// <param name="start">Rules whose thresholds, scoring and distance are replaced; the search begins at its distance.</param>
    /// <param name="masked">Whether only voxels that a camera sees count.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static PointVoxelizerConfig Run(IReadOnlyList<SeenFrame> frames, PointVoxelizerConfig start, bool masked, CancellationToken cancellation = default)
    {
        ThresholdSearch search = new(frames, start, masked, cancellation);
        return search.Apart(Enum.GetValues<VoxelScoring>().Select(search.Together).MaxBy(trial => trial.Score)).Rules;
    }

    /// <summary>The best distance, and the best threshold that all classes share; for a look in passing.</summary>
    public static (PointVoxelizerConfig Rules, OccupancyConfusion Confusion) BestShared(
        IReadOnlyList<SeenFrame> frames, PointVoxelizerConfig start, bool masked, CancellationToken cancellation = default)
    {
        Trial best = new ThresholdSearch(frames, start, masked, cancellation).Together(start.Scoring);
        return (best.Rules, best.Confusion);
    }

    private Trial Together(VoxelScoring scoring)
    {
        float from = Distances.MinBy(distance => Math.Abs(distance - start.MaximumDistance));
        Trial best = AtDistance(scoring, from).MaxBy(trial => trial.Score);
        while (true)
        {
            Trial farther = Distances.Select(distance => Try(scoring, distance, best.Rules.Thresholds[0])).MaxBy(trial => trial.Score);
            if (farther.Score <= best.Score)
            {
                return best;
            }
            best = AtDistance(scoring, farther.Rules.MaximumDistance).MaxBy(trial => trial.Score);
        }
    }

    private Trial Apart(Trial shared)
    {
        float[] thresholds = [.. shared.Rules.Thresholds];
        double[] best = [.. Enumerable.Repeat(double.NegativeInfinity, thresholds.Length)];
        foreach (Trial trial in AtDistance(shared.Rules.Scoring, shared.Rules.MaximumDistance))
        {
            for (int c = 0; c < thresholds.Length; c++)
            {
                if (SeenFrame.Iou(trial.Confusion, c) is double iou && iou > best[c]) // NaN: the class does not occur
                {
                    (best[c], thresholds[c]) = (iou, trial.Rules.Thresholds[c]);
                }
            }
        }
        Trial found = Better(shared, Try(shared.Rules with { Thresholds = thresholds }));
        for (int c = 0; c < thresholds.Length; c++)
        {
            foreach (float factor in Factors)
            {
                double before = double.NegativeInfinity;
                while (found.Score > before)
                {
                    before = found.Score;
                    float[] moved = [.. found.Rules.Thresholds];
                    moved[c] = Math.Clamp(moved[c] * factor, 0.01f, 0.95f);
                    found = Better(found, Try(found.Rules with { Thresholds = moved }));
                }
            }
        }
        return found;
    }

    private static Trial Better(Trial one, Trial other) => other.Score > one.Score ? other : one;

    private IEnumerable<Trial> AtDistance(VoxelScoring scoring, float distance) => Shared.Select(threshold => Try(scoring, distance, threshold));

    private Trial Try(VoxelScoring scoring, float distance, float threshold)
    {
        if (!tried.TryGetValue((scoring, distance, threshold), out Trial trial))
        {
            trial = Try(start with { Scoring = scoring, MaximumDistance = distance, Thresholds = [.. Enumerable.Repeat(threshold, OccupancyClasses.Occupied)] });
            tried[(scoring, distance, threshold)] = trial;
        }
        return trial;
    }

    private Trial Try(PointVoxelizerConfig rules)
    {
        cancellation.ThrowIfCancellationRequested();
        OccupancyConfusion confusion = SeenFrame.Confusion(frames, rules, masked);
        return new(rules, confusion, SeenFrame.MeanIou(confusion));
    }

    private readonly record struct Trial(PointVoxelizerConfig Rules, OccupancyConfusion Confusion, double Score);
}
