using VoxPilot.Core;

namespace VoxPilot.Perception.Tests.Voxels;

public sealed class PointVoxelizerTests
{
    private static readonly GridSpec small = new(new(-4, -4, -1), 0.4, 20, 20, 6);

    [Theory]
    [InlineData(VoxelScoring.Opus, true)]
    [InlineData(VoxelScoring.Opus, false)]
    [InlineData(VoxelScoring.SparseWorld, true)]
    [InlineData(VoxelScoring.SparseWorld, false)]
    public void Agrees_with_its_plain_twin_on_random_points(VoxelScoring scoring, bool closing)
    {
        PointVoxelizerConfig config = Rules(scoring) with { Grid = small, Closing = closing };
        PointVoxelizer voxelizer = new(config);
        for (int seed = 0; seed < 30; seed++)
        {
            Random random = new(seed);
            int queries = random.Next(1, 60), perQuery = random.Next(1, 20);
            (float[] points, float[] logits) = Cloud(random, queries, perQuery);
            Same(PointVoxelizerReference.Voxelize(config, points, logits, perQuery), voxelizer.Voxelize(points, logits, perQuery));
        }
    }

    [Fact]
    public void Agrees_with_its_plain_twin_on_grids_of_odd_sizes()
    {
        foreach (GridSpec grid in (GridSpec[])[new(new(0, 0, 0), 0.5, 1, 1, 1), new(new(-1, -1, 0), 0.4, 5, 3, 1), new(new(-1, -1, 0), 0.4, 2, 7, 17)])
        {
            PointVoxelizerConfig config = PointVoxelizerConfig.SparseWorld() with { Grid = grid };
            (float[] points, float[] logits) = Cloud(new Random(7), 40, 4);
            Same(PointVoxelizerReference.Voxelize(config, points, logits, 4), new PointVoxelizer(config).Voxelize(points, logits, 4));
        }
    }

    [Theory]
    [InlineData(VoxelScoring.Opus)]
    [InlineData(VoxelScoring.SparseWorld)]
    public void Voxel_centres_with_confident_labels_come_back_as_they_went_in(VoxelScoring scoring)
    {
        // A block of car, nothing around it: closing must not add to it.
        PointVoxelizer voxelizer = new(Rules(scoring) with { Grid = small });
        List<float> points = [], logits = [];
        List<int> voxels = [];
        for (int x = 3; x < 8; x++)
        {
            for (int y = 4; y < 9; y++)
            {
                points.AddRange(Coordinates(small.Centre(x, y, 2)));
                logits.AddRange(Enumerable.Range(0, 17).Select(c => c == (int)OccupancyClass.Car ? 4f : -6f));
                voxels.Add(small.Index(x, y, 2));
            }
        }
        SparseOccupancy occupancy = voxelizer.Voxelize([.. points], [.. logits], 1);
        Assert.Equal(voxels, occupancy.Voxels);
        Assert.All(occupancy.Labels, label => Assert.Equal((byte)OccupancyClass.Car, label));
        Assert.All(occupancy.Scores, score => Assert.Equal(1 / (1 + MathF.Exp(-4)), score));
    }

    [Fact]
    public void A_gap_of_one_voxel_is_closed()
    {
        PointVoxelizer voxelizer = new(PointVoxelizerConfig.Opus() with { Grid = small });
        (float[] points, float[] logits) = Row(4, 6, -1);
        SparseOccupancy occupancy = voxelizer.Voxelize(points, logits, 1);
        Assert.Equal([small.Index(4, 5, 2), small.Index(5, 5, 2), small.Index(6, 5, 2)], occupancy.Voxels);
    }

    [Fact]
    public void Points_outside_the_grid_far_from_their_query_or_not_a_number_are_dropped()
    {
        PointVoxelizer voxelizer = new(PointVoxelizerConfig.Opus() with { Grid = small });
        (float[] points, float[] logits) = Row(4, -30, -1);
        points[4] = float.NaN;
        Assert.Single(voxelizer.Voxelize(points, logits, 1).Voxels);

        // Two points 8 m apart are 4 m from their centre each.
        float[] apart = [-3.9f, 0, 0, 3.9f, 0, 0];
        Assert.Empty(voxelizer.Voxelize(apart, logits.AsSpan(0, 34), 2).Voxels);
        Assert.Equal(2, voxelizer.Voxelize(apart, logits.AsSpan(0, 34), 1).Count);
    }

    [Fact]
    public void Earlier_samples_leave_no_trace()
    {
        PointVoxelizer voxelizer = new(PointVoxelizerConfig.SparseWorld() with { Grid = small });
        (float[] points, float[] logits) = Cloud(new Random(3), 30, 8);
        SparseOccupancy first = voxelizer.Voxelize(points, logits, 8);
        (float[] others, float[] otherLogits) = Cloud(new Random(4), 50, 8);
        voxelizer.Voxelize(others, otherLogits, 8);
        Same(first, voxelizer.Voxelize(points, logits, 8));
        Assert.Empty(voxelizer.Voxelize([], [], 8).Voxels);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        PointVoxelizer voxelizer = new(PointVoxelizerConfig.Opus());
        Assert.Throws<ArgumentException>(() => voxelizer.Voxelize(new float[7], new float[17], 1));
        Assert.Throws<ArgumentException>(() => voxelizer.Voxelize(new float[6], new float[17], 1));
        Assert.Throws<ArgumentException>(() => new PointVoxelizer(PointVoxelizerConfig.Opus() with { Thresholds = [0.5f] }));
    }

    private static PointVoxelizerConfig Rules(VoxelScoring scoring) =>
        scoring == VoxelScoring.Opus ? PointVoxelizerConfig.Opus() : PointVoxelizerConfig.SparseWorld();

    private static (float[] Points, float[] Logits) Row(params int[] columns)
    {
        float[] points = [.. columns.SelectMany(x => Coordinates(small.Centre(x, 5, 2)))];
        float[] logits = [.. columns.SelectMany(_ => Enumerable.Range(0, 17).Select(c => c == 4 ? 3f : -3f))];
        return (points, logits);
    }

    private static float[] Coordinates(Core.Geometry.Vector3D p) => [(float)p.X, (float)p.Y, (float)p.Z];

    private static (float[] Points, float[] Logits) Cloud(Random random, int queries, int perQuery)
    {
        List<float> points = [], logits = [];
        for (int q = 0; q < queries; q++)
        {
            float[] centre = [random.NextSingle() * 9 - 4.5f, random.NextSingle() * 9 - 4.5f, random.NextSingle() * 3 - 1.2f];
            float spread = random.NextSingle() * 4;
            for (int r = 0; r < perQuery; r++)
            {
                points.AddRange(centre.Select(c => c + (random.NextSingle() - 0.5f) * spread));
                int likely = random.Next(17);
                logits.AddRange(Enumerable.Range(0, 17).Select(c => random.NextSingle() * 4 - (c == likely ? 1.5f : 4.5f)));
            }
        }
        return ([.. points], [.. logits]);
    }

    private static void Same(SparseOccupancy expected, SparseOccupancy actual)
    {
        Assert.Equal(expected.Voxels, actual.Voxels);
        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.Scores, actual.Scores);
    }
}
