using BenchmarkDotNet.Attributes;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Bench.Parts;

/// <summary>
/// Nearest neighbours of the Chamfer distance in both directions, beside brute force on all cores: predicted points in clusters of 96
/// around a street's surfaces, and the street's occupied voxels.
/// </summary>
[MemoryDiagnoser]
public class NearestPointsBenchmark
{
    private readonly ChamferMatcher matcher = new(GridSpec.Occ3D);
    private readonly OccupancyLoss loss = new(OccupancyLossConfig.SparseWorld(), GridSpec.Occ3D);
    private OccupancyGrid truth = OccupancyGrid.Empty(GridSpec.Occ3D);
    private float[] points = [];
    private float[] centres = [];
    private long[] voxelOfPoint = [];
    private long[] pointOfVoxel = [];

    [Params("1000x1000", "15360x40000", "76800x40000")]
    public string Size { get; set; } = "";

    /// <summary>How far clusters lie off the voxels, metres: a trained network, and one at the start.</summary>
    [Params(0.3, 8)]
    public double Error { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = [.. Size.Split('x').Select(int.Parse)];
        Random random = new(5);
        GridSpec grid = GridSpec.Occ3D;
        byte[] labels = new byte[grid.Count];
        Array.Fill(labels, (byte)OccupancyClass.Free);
        List<int> occupied = [];
        // Ground in strips, walls and boxes, until there are enough voxels.
        while (occupied.Count < sizes[1])
        {
            int x = random.Next(190), y = random.Next(190), dx = random.Next(1, 10), dy = random.Next(1, 10), dz = random.Next(3) == 0 ? 8 : 1;
            for (int i = 0; i < dx * dy * dz && occupied.Count < sizes[1]; i++)
            {
                int voxel = grid.Index(x + i % dx, y + i / dx % dy, 2 + i / dx / dy);
                if (labels[voxel] == (byte)OccupancyClass.Free)
                {
                    labels[voxel] = (byte)OccupancyClass.Manmade;
                    occupied.Add(voxel);
                }
            }
        }
        truth = new(grid, labels);
        matcher.Load(truth);
        centres = matcher.Centres.ToArray();
        points = new float[3 * sizes[0]];
        double[] centre = new double[3];
        for (int i = 0; i < sizes[0]; i++)
        {
            int voxel = random.Next(sizes[1]);
            for (int axis = 0; axis < 3; axis++)
            {
                centre[axis] = i % 96 == 0 ? centres[3 * voxel + axis] + (random.NextDouble() - 0.5) * 2 * Error * (axis == 2 ? 0.3 : 1) : centre[axis];
                points[3 * i + axis] = (float)(centre[axis] + (random.NextDouble() - 0.5) * 2);
            }
        }
        (voxelOfPoint, pointOfVoxel) = (new long[sizes[0]], new long[sizes[1]]);
    }

    /// <summary>One layer's terms, forward and backward, pairs and all.</summary>
    [Benchmark]
    public void Loss_of_a_layer()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor p = tensor(points, [1, points.Length / 3, 1, 3]).requires_grad_(), logits = zeros(1, points.Length / 3, 1, OccupancyClasses.Occupied).requires_grad_();
        OccupancyTarget target = OccupancyTarget.Of([truth], null, CPU);
        loss.Terms(null, [new() { Features = p, Points = p, Logits = logits }], target).Values.Aggregate((a, b) => a + b).backward();
    }

    [Benchmark]
    public void Load_the_truth() => matcher.Load(truth);

    [Benchmark]
    public void Both_directions() => matcher.Match(points, voxelOfPoint, pointOfVoxel);

    [Benchmark(Baseline = true)]
    public void Brute_force()
    {
        BruteForce(centres, points, voxelOfPoint);
        BruteForce(points, centres, pointOfVoxel);
    }

    private static void BruteForce(float[] points, float[] queries, long[] nearest) => Parallel.For(0, nearest.Length, q =>
    {
        float best = float.PositiveInfinity;
        for (int p = 0; p < points.Length; p += 3)
        {
            float dx = queries[3 * q] - points[p], dy = queries[3 * q + 1] - points[p + 1], dz = queries[3 * q + 2] - points[p + 2];
            float distance = dx * dx + dy * dy + dz * dz;
            if (distance < best)
            {
                (best, nearest[q]) = (distance, p / 3);
            }
        }
    });
}
