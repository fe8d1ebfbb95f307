using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics;

/// <summary>
/// RayIoU (MCG-NJU/SparseOcc and jbwang1997/OPUS, <c>loaders/ray_metrics.py</c>; spec/sparseoccvla.md §10.1): rays from the LiDAR's places meet the
/// first occupied voxel of prediction and truth; a pair of the same class whose distances differ by less than a threshold is a true positive. Rays
/// that meet nothing in the truth do not count. IoU of a class = TP / (truth + predicted − TP); a class that neither grid shows to any ray is left
/// out of the mean, and one that only the prediction shows counts 0. For one thread at a time.
/// </summary>
public sealed class RayIou
{
    private const int Labels = 18, Columns = 2 + 3; // truth, predicted, true positives at each threshold
    private const int Truth = 0, Predicted = 1, Hits = 2;
    private const byte Free = (byte)OccupancyClass.Free;

    private static ReadOnlySpan<int> Metres => [1, 2, 4];

    private readonly RayCaster caster = new();
    private readonly RayHit[] hits = new RayHit[LidarRays.Count];
    private readonly List<long[]> scenes = []; // (18, 5) each

    /// <summary>The thresholds, metres.</summary>
    public static IReadOnlyList<int> Thresholds { get; } = Metres.ToArray();

    /// <summary>Number of scenes.</summary>
    public int Scenes => scenes.Count;

    /// <summary>Key frames added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a key frame.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="prediction">Labels of <see cref="GridSpec.Occ3D"/>.</param>
    /// <param name="truth">Labels of <see cref="GridSpec.Occ3D"/>.</param>
    /// <param name="origins">The LiDAR's places, <see cref="LidarOrigins"/>.</param>
    /// <exception cref="ArgumentException">A grid has another number of voxels, or there is no origin.</exception>
    public void Add(int scene, ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, ReadOnlySpan<Vector3D> origins)
    {
        if (origins.IsEmpty)
        {
            throw new ArgumentException("At least one origin was expected; the key frame's own LiDAR always is one.", nameof(origins));
        }
        caster.Load(prediction, truth);
        Reach(scene);
        Span<long> counts = scenes[scene];
        foreach (Vector3D origin in origins)
        {
            caster.Cast(origin, hits);
            foreach (ref readonly RayHit hit in hits.AsSpan())
            {
                if (hit.Truth != Free)
                {
                    Add(counts, hit);
                }
            }
        }
        Count++;
    }

    /// <summary>Makes room for a scene that may add nothing: it is drawn by the bootstrap all the same.</summary>
    public void Reach(int scene)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scene);
        while (scenes.Count <= scene)
        {
            scenes.Add(new long[Labels * Columns]);
        }
    }

    /// <summary>RayIoU: the mean over classes and thresholds, percent.</summary>
    public ISceneMeasure Mean() => new Measure(this, counts => Mean(counts, 0, Metres.Length));

    /// <summary>RayIoU@1, @2 or @4: the mean over classes at one threshold, percent.</summary>
    /// <param name="threshold">1, 2 or 4 m.</param>
    public ISceneMeasure At(int threshold)
    {
        int k = Position(threshold);
        return new Measure(this, counts => Mean(counts, k, 1));
    }

    /// <summary>IoU of one class at one threshold, percent.</summary>
    /// <param name="label">Its label, 0…16.</param>
    /// <param name="threshold">1, 2 or 4 m.</param>
    public ISceneMeasure ClassIou(int label, int threshold)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, OccupancyClasses.Occupied);
        int k = Position(threshold);
        return new Measure(this, counts => Iou(counts, label, k));
    }

    private static int Position(int threshold) => Metres.IndexOf(threshold) is >= 0 and int k
        ? k
        : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, $"One of {string.Join(", ", Thresholds)} m was expected.");

    private static void Add(Span<long> counts, in RayHit hit)
    {
        if (hit.Truth < Labels)
        {
            counts[hit.Truth * Columns + Truth]++;
        }
        if (hit.Prediction < Labels)
        {
            counts[hit.Prediction * Columns + Predicted]++;
        }
        if (hit.Prediction == hit.Truth && hit.Truth < Labels)
        {
            float apart = MathF.Abs(hit.PredictionDistance - hit.TruthDistance);
            Span<long> row = counts.Slice(hit.Truth * Columns + Hits, Metres.Length);
            for (int k = 0; k < Metres.Length; k++)
            {
                row[k] += apart < Metres[k] ? 1 : 0;
            }
        }
    }

    private static double Iou(ReadOnlySpan<long> counts, int label, int k)
    {
        ReadOnlySpan<long> row = counts.Slice(label * Columns, Columns);
        return 100.0 * row[Hits + k] / (row[Truth] + row[Predicted] - row[Hits + k]); // 0/0 is NaN
    }

    private static double Mean(ReadOnlySpan<long> counts, int from, int thresholds)
    {
        double sum = 0;
        int defined = 0;
        for (int k = from; k < from + thresholds; k++)
        {
            for (int label = 0; label < OccupancyClasses.Occupied; label++)
            {
                double iou = Iou(counts, label, k);
                (sum, defined) = double.IsNaN(iou) ? (sum, defined) : (sum + iou, defined + 1);
            }
        }
        return sum / defined;
    }

    private sealed class Measure(RayIou rays, Func<ReadOnlySpan<long>, double> figure) : ISceneMeasure
    {
        public int Scenes => rays.Scenes;

        public long Count => rays.Count;

        public double Value(ReadOnlySpan<int> weights)
        {
            Span<long> sum = stackalloc long[Labels * Columns];
            sum.Clear();
            for (int s = 0; s < rays.scenes.Count; s++)
            {
                ReadOnlySpan<long> counts = rays.scenes[s];
                for (int i = 0; i < sum.Length; i++)
                {
                    sum[i] += weights[s] * counts[i];
                }
            }
            return figure(sum);
        }
    }
}
