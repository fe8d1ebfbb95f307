using BenchmarkDotNet.Attributes;
using VoxPilot.Core.Metrics;

namespace VoxPilot.Bench.Parts;

/// <summary>Measures of one full camera image (3×900×1600), and tokens of twenty thousand texts.</summary>
[MemoryDiagnoser]
public class ViewMetricsBenchmark
{
    private const int Width = 1600, Height = 900;

    private readonly Ssim valid = new(SsimWindows.Valid), padded = new(SsimWindows.ZeroPadded);
    private readonly DepthErrors depth = new();
    private readonly float[] rendered = new float[3 * Width * Height], truth = new float[3 * Width * Height], predicted = new float[Width * Height], near = new float[Width * Height];
    private readonly string[] texts = new string[20_000];

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        for (int i = 0; i < truth.Length; i++)
        {
            truth[i] = random.NextSingle();
            rendered[i] = Math.Clamp(truth[i] + 0.1f * (random.NextSingle() - 0.5f), 0, 1);
        }
        for (int i = 0; i < near.Length; i++)
        {
            near[i] = random.Next(4) == 0 ? 0 : 1 + 70 * random.NextSingle();
            predicted[i] = near[i] * (0.8f + 0.4f * random.NextSingle());
        }
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = $"The scene depicts an urban street in daytime with moderate traffic. The ego vehicle travels at {random.Next(150) / 10.0} m/s behind a black SUV; it isn't close. "
                + $"To the left, a pedestrian stands on the sidewalk (near the front-left camera). The plan is [PT, (+{random.Next(99)}.{i % 100:00}, -1.05), (+0.11, +6.51)].";
        }
    }

    [Benchmark]
    public double Psnr_of_an_image() => Psnr.Of(rendered, truth);

    [Benchmark]
    public double Ssim_within_the_image() => valid.Add(0, rendered, truth, Width, Height);

    [Benchmark]
    public double Ssim_with_zeros_around() => padded.Add(0, rendered, truth, Width, Height);

    [Benchmark]
    public void Depth_errors_of_an_image() => depth.Add(0, predicted, near);

    [Benchmark]
    public int Tokens_of_twenty_thousand_texts() => new PtbTokenizer().TokenizeAll(texts).Length;
}
