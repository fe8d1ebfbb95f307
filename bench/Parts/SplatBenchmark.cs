using BenchmarkDotNet.Attributes;

namespace VoxPilot.Bench.Parts;

/// <summary>Six cameras of nano's size and of the paper's, beside the plain twin. <c>-- splat</c> prints blended pairs per second.</summary>
[MemoryDiagnoser]
public class SplatBenchmark
{
    private SplatScene scene = null!;

    [Params("2000 48x128", "25600 432x800")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = [.. Size.Split(' ', 'x').Select(int.Parse)];
        scene = new(sizes[0], sizes[1], sizes[2]);
    }

    [Benchmark]
    public void Forward() => scene.Forward();

    [Benchmark]
    public void Forward_and_backward() => scene.ForwardAndBackward();

    [Benchmark(Baseline = true)]
    public void Twin_forward() => scene.TwinForward();

    [Benchmark]
    public void Twin_forward_and_backward() => scene.TwinForwardAndBackward();
}
