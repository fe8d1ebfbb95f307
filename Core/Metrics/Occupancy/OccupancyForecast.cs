namespace VoxPilot.Core.Metrics;

/// <summary>
/// Occupancy now and 1, 2, 3 s ahead (spec/sparseoccvla.md §7.3): mIoU and IoU of each instant, and their means over the three instants ahead.
/// MSunDYY/SparseWorld's <c>Metric_mIoU_Temporal</c> is <see cref="AbsentClass.Occ3D"/>, without a mask in its paper's numbers;
/// wzzheng/OccWorld's <c>multi_step_MeanIou</c> is <see cref="AbsentClass.OccWorld"/>, without a mask. Both count a voxel that the truth ignores
/// (255) as occupied in the IoU and not at all in the mIoU. For one thread at a time.
/// </summary>
public sealed class OccupancyForecast
{
    /// <summary>Instants 0, 1, 2, 3 s.</summary>
    public const int Horizons = 4;

    private readonly OccupancyConfusion[] confusions = [.. Enumerable.Range(0, Horizons).Select(_ => new OccupancyConfusion())];
    private bool? masked; // as the first instant that was added

    /// <summary>Number of scenes.</summary>
    public int Scenes => confusions.Max(confusion => confusion.Scenes);

    /// <summary>Key frames of which all of 1, 2, 3 s were added, if they were added together.</summary>
    public long Count => confusions.Skip(1).Min(confusion => confusion.Count);

    /// <summary>Counts of one instant.</summary>
    /// <param name="horizon">0, 1, 2 or 3 s.</param>
    public OccupancyConfusion At(int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(horizon);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(horizon, Horizons);
        return confusions[horizon];
    }

    /// <summary>Adds one instant of a key frame's forecast.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="horizon">0, 1, 2 or 3 s.</param>
    /// <param name="prediction">What was forecast of that instant, in the ego frame of that instant.</param>
    /// <param name="truth">Truth of the key frame at that instant.</param>
    /// <param name="mask">Camera mask of the key frame at that instant; empty: all voxels count. All instants have one, or none has.</param>
    /// <inheritdoc cref="OccupancyConfusion.Add"/>
    public void Add(int scene, int horizon, ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, ReadOnlySpan<byte> mask)
    {
        if (masked == mask.IsEmpty)
        {
            throw new ArgumentException($"All instants are counted with a mask or all without; this one comes {(mask.IsEmpty ? "without" : "with one")}, those before it otherwise.", nameof(mask));
        }
        At(horizon).Add(scene, prediction, truth, mask);
        masked = !mask.IsEmpty;
    }

    /// <summary>Makes room for a scene that may add nothing.</summary>
    public void Reach(int scene) => Array.ForEach(confusions, confusion => confusion.Reach(scene));

    /// <summary>mIoU of one instant, percent.</summary>
    public ISceneMeasure Miou(int horizon, AbsentClass absent) => At(horizon).Miou(absent);

    /// <summary>IoU of occupied against free at one instant, percent.</summary>
    public ISceneMeasure Iou(int horizon) => At(horizon).Measure(counts => counts.Iou(ignoredIsOccupied: true));

    /// <summary>Mean of the mIoU at 1, 2 and 3 s, percent.</summary>
    public ISceneMeasure MeanMiou(AbsentClass absent) => new MeanMeasure(Miou(1, absent), Miou(2, absent), Miou(3, absent));

    /// <summary>Mean of the IoU at 1, 2 and 3 s, percent.</summary>
    public ISceneMeasure MeanIou() => new MeanMeasure(Iou(1), Iou(2), Iou(3));

    /// <summary>The figures that there are, in the order in which they are read. Identifiers begin with <c>forecast.</c></summary>
    public IReadOnlyList<MeasureRow> List() => [.. All().Where(measure => measure.Measure.Count > 0)];

    private IEnumerable<MeasureRow> All()
    {
        (string mask, string voxels) = masked == true ? ("camera", "camera mask") : ("none", "no mask");
        (AbsentClass Absent, string Id, string Text)[] conventions =
        [
            (AbsentClass.Occ3D, "sparseworld", $"SparseWorld; {voxels}; 17 classes; a class that is only predicted counts 0"),
            (AbsentClass.OccWorld, "occworld", $"OccWorld; {voxels}; 17 classes; a class without truth counts 1"),
        ];
        foreach ((AbsentClass absent, string id, string text) in conventions)
        {
            for (int horizon = 0; horizon < Horizons; horizon++)
            {
                yield return Row($"forecast.miou.{mask}.{id}.{horizon}s", $"mIoU at {horizon} s", "mIoU", text, Miou(horizon, absent));
            }
            yield return Row($"forecast.miou.{mask}.{id}.mean", "mIoU, mean of 1, 2, 3 s", "mIoU", text, MeanMiou(absent));
        }
        string binary = $"SparseWorld, OccWorld: occupied against free; {voxels}";
        for (int horizon = 0; horizon < Horizons; horizon++)
        {
            yield return Row($"forecast.iou.{mask}.{horizon}s", $"IoU at {horizon} s", "IoU", binary, Iou(horizon));
        }
        yield return Row($"forecast.iou.{mask}.mean", "IoU, mean of 1, 2, 3 s", "IoU", binary, MeanIou());
    }

    private static MeasureRow Row(string id, string title, string group, string convention, ISceneMeasure measure) =>
        new(id, title, group, "%", convention, measure, HigherIsBetter: true);
}
