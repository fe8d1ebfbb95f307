namespace VoxPilot.Core.Metrics;

/// <summary>
/// Confusion counts of semantic occupancy by scene (spec/sparseoccvla.md §7.3, §10.1): truth by prediction over the voxels that a mask lets
/// count. mIoU and IoU are ratios of these counts over the whole split, never means over key frames. For one thread at a time.
/// </summary>
public sealed class OccupancyConfusion
{
    private readonly List<long[]> scenes = []; // (19, 18) each
    private readonly JointHistogram histogram = new();

    /// <summary>Number of scenes.</summary>
    public int Scenes => scenes.Count;

    /// <summary>Key frames added.</summary>
    public long Count { get; private set; }

    /// <summary>Voxels of all scenes with these labels: the confusion matrix.</summary>
    /// <param name="truth">Label of the truth, 0…17.</param>
    /// <param name="prediction">Label of the prediction, 0…17.</param>
    public long this[int truth, int prediction] => scenes.Sum(scene => new ConfusionCounts(scene)[truth, prediction]);

    /// <summary>Adds a key frame.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="prediction">Labels 0…17, in any order of voxels that all three share.</param>
    /// <param name="truth">Labels 0…17; 255 where nothing is known, which then does not count.</param>
    /// <param name="mask">Occ3D's <c>mask_camera</c> or <c>mask_lidar</c>: 0 where a voxel does not count. Empty: all voxels count.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a voxel that counts has another label.</exception>
    public void Add(int scene, ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, ReadOnlySpan<byte> mask)
    {
        if (prediction.Length != truth.Length || !mask.IsEmpty && mask.Length != truth.Length)
        {
            throw new ArgumentException(
                $"Prediction, truth and mask must have the same number of voxels; they have {prediction.Length}, {truth.Length} and {mask.Length}.", nameof(prediction));
        }
        Reach(scene);
        histogram.Add(prediction, truth, mask, scenes[scene]);
        Count++;
    }

    /// <summary>Makes room for a scene that may add nothing: it is drawn by the bootstrap all the same.</summary>
    public void Reach(int scene)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scene);
        while (scenes.Count <= scene)
        {
            scenes.Add(new long[JointHistogram.Rows * JointHistogram.Columns]);
        }
    }

    /// <summary>Mean IoU of the classes 0…16, percent.</summary>
    /// <param name="absent">What becomes of a class without truth.</param>
    public ISceneMeasure Miou(AbsentClass absent) => Measure(counts => counts.Miou(absent));

    /// <summary>IoU of one class, percent.</summary>
    /// <param name="label">Its label, 0…17.</param>
    /// <param name="absent">What becomes of it without truth.</param>
    public ISceneMeasure ClassIou(int label, AbsentClass absent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, JointHistogram.Columns);
        return Measure(counts => counts.ClassIou(label, absent));
    }

    /// <summary>IoU of occupied against free, percent: <c>Metric_mIoU</c> with two classes of SparseOcc's and OPUS's <c>loaders/old_metrics.py</c>.</summary>
    public ISceneMeasure Iou() => Measure(counts => counts.Iou(ignoredIsOccupied: false));

    /// <summary>A figure of the counts.</summary>
    internal ISceneMeasure Measure(Func<ConfusionCounts, double> figure) => new ConfusionMeasure(this, figure);

    /// <summary>Adds up the counts of all scenes, each as often as its weight says.</summary>
    internal void Sum(ReadOnlySpan<int> weights, Span<long> sum)
    {
        for (int s = 0; s < scenes.Count; s++)
        {
            long weight = weights[s];
            if (weight != 0)
            {
                ReadOnlySpan<long> counts = scenes[s];
                for (int i = 0; i < sum.Length; i++)
                {
                    sum[i] += weight * counts[i];
                }
            }
        }
    }
}
