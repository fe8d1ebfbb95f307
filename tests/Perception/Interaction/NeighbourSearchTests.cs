using VoxPilot.Core;

namespace VoxPilot.Perception.Tests.Interaction;

public sealed class NeighbourSearchTests
{
    private static readonly GridSpec street = new(new(-8, -6, -1), 0.4, 40, 30, 16);

    public static TheoryData<GridSpec> Grids() =>
    [
        street,
        new GridSpec(new(-4, -4, -1), 0.5, 16, 16, 5), // exact in float32: many ties
        new GridSpec(new(0, 0, 0), 1, 1, 1, 1),
        new GridSpec(new(-1, -1, 0), 0.4, 3, 1, 37),
        new GridSpec(new(-1, -1, 0), 0.4, 1, 67, 2),
    ];

    [Theory]
    [MemberData(nameof(Grids))]
    public void The_search_finds_what_comparing_every_pair_finds(GridSpec grid)
    {
        NeighbourSearch search = new(grid);
        int shorter = 0, tied = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            float[] points = Cloud(random, grid, random.Next(0, 700), seed % 3), queries = Cloud(random, grid, random.Next(1, 200), seed % 2);
            bool[] kept = [.. Enumerable.Range(0, seed % 4 == 0 ? 0 : points.Length / 3).Select(_ => random.NextDouble() < 0.5)];
            int k = new[] { 1, 2, 16, 37, 128 }[seed % 5];
            int[] expected = NeighbourSearchReference.Find(points, kept, queries, k), found = new int[expected.Length];
            search.Load(points, kept);
            search.Find(queries, k, found);
            Assert.Equal(expected, found);
            shorter += found.Count(place => place == NeighbourSearch.None);
            tied += Enumerable.Range(1, found.Length - 1).Count(i => i % k != 0 && found[i] >= 0 && Squared(points, found[i], queries, i / k) == Squared(points, found[i - 1], queries, i / k));
        }
        Assert.True(shorter > 0 && tied > 0, $"{shorter} places without a neighbour and {tied} ties were met.");
    }

    [Fact]
    public void Comparing_every_pair_finds_what_sorting_finds()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Random random = new(seed);
            float[] points = Cloud(random, street, random.Next(0, 60), seed % 3), queries = Cloud(random, street, 5, 0);
            bool[] kept = [.. Enumerable.Range(0, points.Length / 3).Select(_ => random.NextDouble() < 0.7)];
            int k = random.Next(1, 40);
            IEnumerable<int> sorted = Enumerable.Range(0, 5).SelectMany(q => Enumerable.Range(0, points.Length / 3).Where(p => kept[p])
                .OrderBy(p => Squared(points, p, queries, q)).ThenBy(p => p).Concat(Enumerable.Repeat(NeighbourSearch.None, k)).Take(k));
            Assert.Equal(sorted, NeighbourSearchReference.Find(points, kept, queries, k));
        }
    }

    [Fact]
    public void Queries_and_points_far_outside_the_grid_find_their_neighbours_too()
    {
        GridSpec grid = new(new(-8, -8, -1), 0.4, 40, 40, 8);
        NeighbourSearch search = new(grid);
        for (int seed = 0; seed < 100; seed++)
        {
            Random random = new(seed);
            double scale = Math.Pow(10, random.NextDouble() * 6 - 1);
            float[] points = Wide(random, random.Next(1, 300), scale), queries = Wide(random, 100, seed % 2 == 0 ? scale : 20);
            int[] expected = NeighbourSearchReference.Find(points, [], queries, 9), found = new int[expected.Length];
            search.Load(points);
            search.Find(queries, 9, found);
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void Of_equally_near_points_the_first_given_comes_first()
    {
        NeighbourSearch search = new(street);
        search.Load([1, 1, 1, 5, 5, 1, 1, 1, 1, -1, 1, 1, 1, 1, 1]);
        int[] found = new int[4];
        search.Find([0, 1, 1], 4, found);
        Assert.Equal([0, 2, 3, 4], found);
        search.Find([0, 1, 1], 3, found.AsSpan(0, 3));
        Assert.Equal([0, 2, 3], found[..3]);
    }

    [Fact]
    public void Places_without_a_neighbour_are_minus_one()
    {
        NeighbourSearch search = new(street);
        int[] found = new int[6];
        search.Load([1, 1, 1, 2, 2, 2], [false, true]);
        Assert.Equal(1, search.Count);
        search.Find([0, 0, 0, 9, 9, 9], 3, found);
        Assert.Equal([1, -1, -1, 1, -1, -1], found);
        search.Load([1, 1, 1, 2, 2, 2], [false, false]);
        search.Find([0, 0, 0, 9, 9, 9], 3, found);
        Assert.All(found, place => Assert.Equal(NeighbourSearch.None, place));
        search.Load([]);
        found.AsSpan().Clear();
        search.Find([0, 0, 0, 9, 9, 9], 3, found);
        Assert.All(found, place => Assert.Equal(NeighbourSearch.None, place));
        search.Find([], 3, []);
    }

    [Fact]
    public void What_is_not_finite_is_nobodys_neighbour_and_has_none()
    {
        NeighbourSearch search = new(street);
        search.Load([float.NaN, 0, 0, 1, 1, 1, float.PositiveInfinity, 0, 0, 0, float.NegativeInfinity, 0, 2, 2, 2]);
        int[] found = new int[12];
        search.Find([0, 0, 0, float.NaN, 0, 0, 0, float.PositiveInfinity, 0, 3, 3, 3], 3, found);
        Assert.Equal([1, 4, -1, -1, -1, -1, -1, -1, -1, 4, 1, -1], found);
        search.Find([0, 0, float.MaxValue], 3, found.AsSpan(0, 3)); // so far that a squared distance overflows
        Assert.Equal([-1, -1, -1], found[..3]);
    }

    [Fact]
    public void Neither_earlier_sets_nor_the_queries_beside_it_change_what_a_query_finds()
    {
        NeighbourSearch used = new(street);
        Random random = new(5);
        for (int round = 0; round < 6; round++)
        {
            float[] points = Cloud(random, street, round % 2 == 0 ? 900 : 9, 0), queries = Cloud(random, street, 300, 1);
            used.Load(points);
            int[] together = new int[300 * 8], alone = new int[300 * 8];
            used.Find(queries, 8, together);
            NeighbourSearch fresh = new(street);
            fresh.Load(points);
            for (int q = 0; q < 300; q++)
            {
                fresh.Find(queries.AsSpan(3 * q, 3), 8, alone.AsSpan(8 * q, 8));
            }
            Assert.Equal(alone, together);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        NeighbourSearch search = new(street);
        Assert.Throws<ArgumentException>(() => search.Load(new float[4]));
        Assert.Throws<ArgumentException>(() => search.Load(new float[6], new bool[3]));
        search.Load(new float[6]);
        Assert.Throws<ArgumentException>(() => search.Find(new float[3], 2, new int[3]));
        Assert.Throws<ArgumentException>(() => search.Find(new float[4], 1, new int[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => search.Find(new float[3], 0, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => search.Find(new float[3], 129, new int[129]));
    }

    // 0: clusters, some outside the grid, some on voxel centres and corners; 1: even; 2: a few places, each many times.
    private static float[] Cloud(Random random, GridSpec grid, int count, int kind)
    {
        float[] points = new float[3 * count];
        double[] size = [grid.SizeX * grid.Voxel, grid.SizeY * grid.Voxel, grid.SizeZ * grid.Voxel], origin = [grid.Origin.X, grid.Origin.Y, grid.Origin.Z];
        double[] centre = new double[3];
        for (int i = 0; i < count; i++)
        {
            for (int axis = 0; axis < 3; axis++)
            {
                centre[axis] = i % 16 == 0 || kind != 0 ? origin[axis] + (random.NextDouble() * 1.6 - 0.3) * size[axis] : centre[axis];
                double value = kind == 0 ? centre[axis] + (random.NextDouble() - 0.5) * 2 : centre[axis];
                bool rounded = i % 5 == 0 || kind == 2;
                double step = kind == 2 ? size[axis] / 3 : grid.Voxel / 2;
                points[3 * i + axis] = (float)(rounded ? origin[axis] + Math.Round((value - origin[axis]) / step) * step : value);
            }
        }
        return points;
    }

    private static float[] Wide(Random random, int count, double scale) =>
        [.. Enumerable.Range(0, 3 * count).Select(_ => (float)((random.NextDouble() - 0.5) * 20 * scale))];

    private static float Squared(float[] points, int p, float[] queries, int q)
    {
        float dx = queries[3 * q] - points[3 * p], dy = queries[3 * q + 1] - points[3 * p + 1], dz = queries[3 * q + 2] - points[3 * p + 2];
        return dx * dx + dy * dy + dz * dz;
    }
}
