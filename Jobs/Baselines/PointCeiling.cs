using VoxPilot.Core;
using VoxPilot.Driving;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Baselines;

/// <summary>
/// The ceiling of a pack's occupancy: the truth through the pack's own number of queries and points and its own rules from points to voxels.
/// A model whose every point is right and certain gets about this far; it is a constructed bound, so a cleverer arrangement may lie a
/// little higher. Nothing is random. An object serves one caller at a time.
/// </summary>
/// <param name="queries">Q.</param>
/// <param name="pointsPerQuery">R.</param>
/// <param name="config">Rules from points to voxels.</param>
/// <param name="aim">What the points are spent on; the ceiling of one measure is not that of the other.</param>
public sealed class PointCeiling(int queries, int pointsPerQuery, PointVoxelizerConfig config, PointCeilingAim aim = PointCeilingAim.MeanIoU)
{
    /// <summary>Identifier in reports.</summary>
    public const string Id = "ceiling";

    private const float Certain = 20; // a logit whose sigmoid is 1 in single precision
    private static readonly (int Gap, int Thinning)[] Closed = [(0, 2), (2, 3)], Open = [(0, 1)];

    private readonly PointVoxelizer voxelizer = new(config);
    private readonly PointBlocks blocks = new(pointsPerQuery, config, aim);
    private readonly PointQuery query = new(pointsPerQuery, config);
    private readonly int[] occurs = new int[OccupancyClasses.Occupied]; // voxels of each class in the truth
    private readonly float[] points = new float[queries * pointsPerQuery * 3];                       // (Q, R, 3)
    private readonly float[] logits = new float[queries * pointsPerQuery * OccupancyClasses.Occupied]; // (Q, R, 17)

    /// <summary>The ceiling of a pack's occupancy of now.</summary>
    public static PointCeiling Now(DrivingModelConfig model, PointCeilingAim aim = PointCeilingAim.MeanIoU)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(model.Perception.Encoder.Queries, model.Perception.Encoder.LastPoints, model.Voxels, aim);
    }

    /// <summary>The ceiling of a pack's forecasts.</summary>
    public static PointCeiling Ahead(DrivingModelConfig model, PointCeilingAim aim = PointCeilingAim.MeanIoU)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(model.Perception.Encoder.Queries, model.Perception.Forecaster.Points, model.ForecastVoxels, aim);
    }

    /// <summary>What is left of the truth. Of arrangements with ever more voxels left to the closing, the one that serves the aim best.</summary>
    /// <exception cref="ArgumentException">The truth lies in another grid than the pack's.</exception>
    public OccupancyGrid Through(OccupancyGrid truth)
    {
        ArgumentNullException.ThrowIfNull(truth);
        if (truth.Spec != config.Grid)
        {
            throw new ArgumentException($"The pack's voxels lie in {config.Grid}, the truth's in {truth.Spec}.", nameof(truth));
        }
        blocks.Read(truth.Labels, occurs);
        SparseOccupancy? best = null;
        double highest = -1;
        foreach ((int gap, int thinning) in config.Closing ? Closed : Open)
        {
            SparseOccupancy result = Arrange(truth, gap, thinning);
            double score = Score(truth.Labels, result);
            (best, highest) = score > highest ? (result, score) : (best, highest);
        }
        return best!.ToGrid();
    }

    private SparseOccupancy Arrange(OccupancyGrid truth, int gap, int thinning)
    {
        Array.Clear(points);
        Array.Fill(logits, -Certain);
        int q = 0;
        foreach (PointBlock block in blocks.Choose(queries, gap, thinning))
        {
            query.Place(truth.Labels, block, points.AsSpan(q * pointsPerQuery * 3, pointsPerQuery * 3));
            for (int r = 0; r < pointsPerQuery; r++)
            {
                logits[(q * pointsPerQuery + r) * OccupancyClasses.Occupied + block.Label] = Certain;
            }
            q++;
        }
        return voxelizer.Voxelize(points.AsSpan(0, q * pointsPerQuery * 3), logits.AsSpan(0, q * pointsPerQuery * OccupancyClasses.Occupied), pointsPerQuery);
    }

    // The aim's measure over this frame alone.
    private double Score(ReadOnlySpan<byte> truth, SparseOccupancy given)
    {
        Span<int> hits = stackalloc int[OccupancyClasses.Occupied], count = stackalloc int[OccupancyClasses.Occupied];
        hits.Clear();
        count.Clear();
        int occupied = 0, all = 0, classes = 0;
        for (int i = 0; i < given.Count; i++)
        {
            byte label = given.Labels[i], real = truth[given.Voxels[i]];
            count[label]++;
            hits[label] += label == real ? 1 : 0;
            occupied += real != (byte)OccupancyClass.Free ? 1 : 0;
        }
        double sum = 0;
        for (int c = 0; c < OccupancyClasses.Occupied; c++)
        {
            sum += occurs[c] > 0 ? (double)hits[c] / (occurs[c] + count[c] - hits[c]) : 0;
            classes += occurs[c] > 0 ? 1 : 0;
            all += occurs[c];
        }
        return aim == PointCeilingAim.IoU ? occupied / Math.Max(1.0, all + given.Count - occupied) : sum / Math.Max(1, classes);
    }
}
