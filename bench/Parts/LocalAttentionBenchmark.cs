using BenchmarkDotNet.Attributes;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Bench.Parts;

/// <summary>
/// Attention of queries to the 16 nearest of 25,600 Gaussians, width 128, forward and backward: the kernel, its plain twin (operators of
/// tensors), and the whole interaction of one layer with the Gaussians' keys and values.
/// </summary>
[MemoryDiagnoser]
public class LocalAttentionBenchmark
{
    private const int Gaussians = 25600, Width = 128, Heads = 4, K = 16;

    private readonly LocalAttention attention = new(Width, Heads, 0);
    private readonly QueryInteraction interaction = new(QueryInteractionConfig.For(Width, Width), GridSpec.Occ3D);
    private GaussianSet gaussians = null!;
    private Tensor[] inputs = [];
    private Tensor centres = null!;
    private Tensor neighbours = null!;

    [Params(600, 25600)]
    public int Queries { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(Environment.ProcessorCount);
        manual_seed(5);
        interaction.eval();
        Tensor span = tensor(new float[] { 80, 80, 6.4f }), low = tensor(new float[] { -40, -40, -1 });
        centres = rand(1, Queries, 3) * span + low;
        inputs = [.. new[] { Queries, Gaussians, Gaussians }.Select(n => randn(1, n, Width).requires_grad_(true))];
        gaussians = new()
        {
            Means = rand(1, Gaussians, 3) * span + low,
            Scales = rand(1, Gaussians, 3),
            Rotations = nn.functional.normalize(randn(1, Gaussians, 4), 2, 2),
            Opacities = rand(1, Gaussians),
            Features = randn(1, Gaussians, Width),
        };
        NeighbourSearch search = new(GridSpec.Occ3D);
        int[] found = new int[Queries * K];
        search.Load(gaussians.Means.data<float>().ToArray());
        search.Find(centres.data<float>().ToArray(), K, found);
        neighbours = tensor(found, [1, Queries, K]);
    }

    /// <summary>By the kernel, with the projections of queries and output, which the twin does without.</summary>
    [Benchmark]
    public void Kernel() => Step(() => attention.forward(inputs[0], inputs[1], inputs[2], neighbours));

    /// <summary>By operators of tensors.</summary>
    [Benchmark(Baseline = true)]
    public void Operators() => Step(() => LocalAttentionReference.Attend(inputs[0], inputs[1], inputs[2], neighbours, Heads));

    /// <summary>Search, keys and values, attention, feed-forward network; forward alone.</summary>
    [Benchmark]
    public void Interaction_at_inference()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        interaction.forward(inputs[0], centres, interaction.Remember(gaussians));
    }

    private void Step(Func<Tensor> attend)
    {
        using DisposeScope scope = NewDisposeScope();
        attend().sum().backward();
        foreach (Tensor input in inputs)
        {
            input.grad!.zero_();
        }
    }
}
