using BenchmarkDotNet.Attributes;
using VoxPilot.Perception;

namespace VoxPilot.Bench.Parts;

/// <summary>What it costs to see how the car moves: the ground from above, and the comparison of two views under 520 motions.</summary>
[MemoryDiagnoser]
public class OdometryBenchmark
{
    private const double Height = 1.5;

    private readonly OdometryConfig config = new();
    private float[] pixels = [], matrices = [];
    private ImageConfig image = null!;
    private GroundView before = null!, now = null!;
    private MotionSweep sweep = null!;
    private double[] scores = [];

    /// <summary>Width of the images.</summary>
    [Params(256, 704)]
    public int Width { get; set; }

    /// <summary>Six level cameras around the car over noise.</summary>
    [GlobalSetup]
    public void Setup()
    {
        image = new() { Width = Width, Height = Width == 256 ? 96 : 256 };
        Random random = new(1);
        pixels = [.. Enumerable.Range(0, 6 * 3 * image.Width * image.Height).Select(_ => (float)(random.NextDouble() - 0.5))];
        matrices = [.. Enumerable.Range(0, 6).SelectMany(i => Matrix(i * Math.PI / 3))];
        before = GroundView.Of(pixels, matrices, image, config);
        now = GroundView.Of(pixels, matrices, image, config);
        sweep = new(config);
        scores = new double[config.Speeds.Length * config.YawRates.Length];
    }

    /// <summary>The ground from above.</summary>
    [Benchmark]
    public GroundView Ground() => GroundView.Of(pixels, matrices, image, config);

    /// <summary>All motions.</summary>
    [Benchmark]
    public void Sweep() => sweep.Run(now, before, 0.5, scores);

    private float[] Matrix(double heading)
    {
        (double s, double c) = Math.SinCos(heading);
        double f = 0.7 * image.Width, u = image.Width / 2.0, v = image.Height / 3.0;
        return
        [
            (float)(f * s + u * c), (float)(-f * c + u * s), 0, 0,
            (float)(v * c), (float)(v * s), (float)-f, (float)(f * Height),
            (float)c, (float)s, 0, 0,
            0, 0, 0, 1,
        ];
    }
}
