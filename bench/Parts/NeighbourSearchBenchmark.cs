using BenchmarkDotNet.Attributes;
using VoxPilot.Core;
using VoxPilot.Perception;

namespace VoxPilot.Bench.Parts;

/// <summary>
/// The 16 nearest kept Gaussians of each query beside brute force on all cores: as many queries as Gaussians (GaussianFormer), or the
/// paper's occupancy queries. Gaussians are spread evenly, as at the start of pre-training, or lie on surfaces, a quarter of them kept.
/// </summary>
[MemoryDiagnoser]
public class NeighbourSearchBenchmark
{
    private const int K = 16;

    private readonly NeighbourSearch search = new(GridSpec.Occ3D);
    private float[] points = [];
    private float[] queries = [];
    private bool[] kept = [];
    private int[] found = [];

    [Params("25600x25600", "600x25600")]
    public string Size { get; set; } = "";

    [Params(false, true)]
    public bool Surfaces { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = [.. Size.Split('x').Select(int.Parse)];
        Random random = new(5);
        (points, queries, found) = (Scatter(random, sizes[1]), Scatter(random, sizes[0]), new int[sizes[0] * K]);
        kept = Surfaces ? [.. Enumerable.Range(0, sizes[1]).Select(_ => random.Next(4) == 0)] : [];
        search.Load(points, kept);
    }

    [Benchmark]
    public void Load() => search.Load(points, kept);

    [Benchmark]
    public void Find() => search.Find(queries, K, found);

    [Benchmark(Baseline = true)]
    public int[] Brute_force() => NeighbourSearchReference.Find(points, kept, queries, K);

    // Evenly in the grid's space, or on the ground and on walls 2 m high, in patches.
    private float[] Scatter(Random random, int count)
    {
        GridSpec grid = GridSpec.Occ3D;
        float[] places = new float[3 * count];
        (double x, double y) = (0, 0);
        for (int i = 0; i < count; i++)
        {
            if (i % 64 == 0 || !Surfaces)
            {
                (x, y) = (grid.Origin.X + random.NextDouble() * 80, grid.Origin.Y + random.NextDouble() * 80);
            }
            bool wall = i / 64 % 3 == 0;
            places[3 * i] = (float)(x + (Surfaces ? random.NextDouble() * 4 : 0));
            places[3 * i + 1] = (float)(y + (Surfaces && !wall ? random.NextDouble() * 4 : 0));
            places[3 * i + 2] = (float)(Surfaces ? wall ? random.NextDouble() * 2 : random.NextDouble() * 0.1 : grid.Origin.Z + random.NextDouble() * 6.4);
        }
        return places;
    }
}
