using VoxPilot.Core;

namespace VoxPilot.Perception.Tests.Matching;

public sealed class NearestTests
{
    public static TheoryData<GridSpec> Grids() =>
    [
        new GridSpec(new(-8, -6, -1), 0.4, 40, 30, 16),
        new GridSpec(new(-4, -4, -1), 0.5, 16, 16, 5), // exact in float32: many ties
        new GridSpec(new(0, 0, 0), 1, 1, 1, 1),
        new GridSpec(new(-1, -1, 0), 0.4, 3, 1, 37),
        new GridSpec(new(-1, -1, 0), 0.4, 1, 67, 2),
    ];

    [Theory]
    [MemberData(nameof(Grids))]
    public void Both_directions_find_what_comparing_every_pair_finds(GridSpec grid)
    {
        ChamferMatcher matcher = new(grid);
        for (int seed = 0; seed < 40; seed++)
        {
            Random random = new(seed);
            OccupancyGrid truth = NearestReference.Scatter(grid, random, share: Math.Pow(10, -random.NextDouble() * 4) / 2);
            float[] points = Cloud(random, grid, random.Next(1, 700));
            matcher.Load(truth);
            long[] voxelOfPoint = new long[points.Length / 3], pointOfVoxel = new long[matcher.Count];
            matcher.Match(points, voxelOfPoint, pointOfVoxel);
            Assert.Equal(NearestReference.Find(matcher.Centres.ToArray(), points), voxelOfPoint);
            Assert.Equal(NearestReference.Find(points, matcher.Centres.ToArray()), pointOfVoxel);
        }
    }

    [Fact]
    public void Queries_and_points_outside_the_grid_find_their_nearest_too()
    {
        GridSpec grid = new(new(-8, -8, -1), 0.4, 40, 40, 8);
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            float[] points = Wide(random, random.Next(1, 300)), queries = Wide(random, 300);
            NearestPoints nearest = new(grid);
            nearest.Load(points);
            long[] found = new long[300];
            nearest.Find(queries, found);
            Assert.Equal(NearestReference.Find(points, queries), found);

            ChamferMatcher matcher = new(grid);
            matcher.Load(NearestReference.Scatter(grid, random, 0.02));
            long[] voxels = new long[300], _ = new long[matcher.Count];
            matcher.Match(queries, voxels, _);
            Assert.Equal(NearestReference.Find(matcher.Centres.ToArray(), queries), voxels);
        }
    }

    [Fact]
    public void Of_equally_near_ones_the_first_wins()
    {
        GridSpec grid = new(new(-4, -4, -1), 0.5, 16, 16, 5);
        byte[] labels = new byte[grid.Count];
        ChamferMatcher matcher = new(grid);
        matcher.Load(new(grid, labels)); // everything occupied
        long[] voxel = new long[1], points = new long[matcher.Count];
        matcher.Match([0, 0, 0], voxel, points); // a corner of eight voxels
        Assert.Equal(grid.Index(7, 7, 1), voxel[0]);

        float[] same = [1, 1, 1, 1, 1, 1, -1, 1, 1, 1, 1, 1];
        long[] four = new long[4];
        matcher.Match(same, four, points);
        Assert.DoesNotContain(1, points);
        Assert.DoesNotContain(3, points);
    }

    [Fact]
    public void Points_that_are_not_finite_are_never_the_nearest_and_stop_nothing()
    {
        GridSpec grid = new(new(-4, -4, -1), 0.5, 16, 16, 5);
        ChamferMatcher matcher = new(grid);
        matcher.Load(NearestReference.Scatter(grid, new Random(1), 0.1));
        long[] voxels = new long[4], points = new long[matcher.Count];
        matcher.Match([float.NaN, 0, 0, 1, 1, 1, float.PositiveInfinity, 0, 0, 0, 0, float.MaxValue], voxels, points);
        Assert.All(points, point => Assert.Equal(1, point));
        Assert.Equal(0, voxels[0]);
        Assert.All(voxels, voxel => Assert.InRange(voxel, 0, matcher.Count - 1));
        matcher.Match([float.NaN, 0, 0], voxels.AsSpan(0, 1), points);
        Assert.All(points, point => Assert.Equal(0, point));
    }

    [Fact]
    public void Earlier_samples_leave_no_trace()
    {
        GridSpec grid = new(new(-8, -6, -1), 0.4, 40, 30, 16);
        ChamferMatcher used = new(grid), fresh = new(grid);
        Random random = new(5);
        for (int round = 0; round < 5; round++)
        {
            OccupancyGrid truth = NearestReference.Scatter(grid, random, round % 2 == 0 ? 0.3 : 0.001);
            float[] points = Cloud(random, grid, round % 2 == 0 ? 900 : 9);
            used.Load(truth);
            fresh = new(grid);
            fresh.Load(truth);
            long[] a = new long[points.Length / 3], b = new long[used.Count], c = new long[points.Length / 3], d = new long[used.Count];
            used.Match(points, a, b);
            fresh.Match(points, c, d);
            Assert.Equal(c, a);
            Assert.Equal(d, b);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        GridSpec grid = new(new(-4, -4, -1), 0.5, 16, 16, 5);
        NearestVoxels voxels = new(grid);
        Assert.Throws<ArgumentException>(() => voxels.Find(new float[3], new long[1])); // nothing loaded
        Assert.Throws<ArgumentException>(() => voxels.Load(OccupancyGrid.Empty(GridSpec.Occ3D)));
        NearestPoints points = new(grid);
        Assert.Throws<ArgumentException>(() => points.Load(new float[4]));
        points.Load([]);
        Assert.Throws<ArgumentException>(() => points.Find(new float[3], new long[1]));
        Assert.Throws<ArgumentException>(() => new NearestVoxels(grid with { SizeZ = 255 }));
    }

    // Clusters as queries make them, some outside the grid, some on voxel centres and corners.
    private static float[] Cloud(Random random, GridSpec grid, int count)
    {
        float[] points = new float[3 * count];
        double[] size = [grid.SizeX * grid.Voxel, grid.SizeY * grid.Voxel, grid.SizeZ * grid.Voxel], origin = [grid.Origin.X, grid.Origin.Y, grid.Origin.Z];
        double[] centre = new double[3];
        for (int i = 0; i < count; i++)
        {
            for (int axis = 0; axis < 3; axis++)
            {
                centre[axis] = i % 16 == 0 ? origin[axis] + (random.NextDouble() * 1.6 - 0.3) * size[axis] : centre[axis];
                double value = centre[axis] + (random.NextDouble() - 0.5) * 2;
                points[3 * i + axis] = (float)(i % 5 == 0 ? origin[axis] + Math.Round((value - origin[axis]) / grid.Voxel * 2) * grid.Voxel / 2 : value);
            }
        }
        return points;
    }

    private static float[] Wide(Random random, int count)
    {
        double scale = Math.Pow(10, random.NextDouble() * 3);
        return [.. Enumerable.Range(0, 3 * count).Select(_ => (float)((random.NextDouble() - 0.5) * 20 * scale))];
    }
}
