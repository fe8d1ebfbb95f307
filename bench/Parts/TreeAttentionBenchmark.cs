using BenchmarkDotNet.Attributes;
using TorchSharp;
using VoxPilot.Llm;
using static TorchSharp.torch;

namespace VoxPilot.Bench.Parts;

/// <summary>
/// Attention of one layer of nano's language model, forward and backward, over four scenes of 160 tokens with sixteen questions each: the kernel that computes what
/// is looked at, and its plain twin, operators over the whole mask.
/// </summary>
public class TreeAttentionBenchmark
{
    private const int Scenes = 4, Questions = 16;

    private AttentionPlan plan = null!;
    private Tensor mask = null!;
    private Tensor[] inputs = [];

    /// <summary>Makes the inputs.</summary>
    [GlobalSetup]
    public void Setup()
    {
        LanguageConfig config = LanguageConfig.Nano();
        AttentionSegment[] segments = [new(16), new(160, 0, true), new(12, 1), .. Enumerable.Range(0, Questions).Select(i => new AttentionSegment(20 + i, 2))];
        int length = segments.Sum(s => s.Length);
        plan = AttentionPlan.Batch([.. Enumerable.Repeat(AttentionPlan.Tree(segments, length), Scenes)]);
        mask = plan.Mask();
        inputs = [.. Enumerable.Range(0, 3).Select(_ => randn(Scenes, config.Heads, length, config.HeadWidth).requires_grad_(true))];
        set_num_threads(Environment.ProcessorCount);
    }

    /// <summary>The kernel.</summary>
    [Benchmark]
    public void Kernel() => Step(() => TreeAttention.Attend(plan, inputs[0], inputs[1], inputs[2]));

    /// <summary>Operators.</summary>
    [Benchmark(Baseline = true)]
    public void Operators() => Step(() => LlamaAttention.Attend(inputs[0], inputs[1], inputs[2], mask));

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
