using TorchSharp;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Llm.Tests.Training;

/// <summary>The kernel beside its plain twin, operators over the whole mask.</summary>
public sealed class TreeAttentionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    public static TheoryData<int, int, int> Shapes => new() { { 32, 4, 4 }, { 64, 6, 2 }, { 128, 2, 1 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Output_and_gradients_are_those_of_masked_operators(int width, int heads, int keyHeads)
    {
        // A prefix, a scene that looks both ways, global tokens, questions of it, one without it, one that skips the global tokens, and padding.
        AttentionSegment[] full = [new(7), new(70, 0, true), new(12, 1), new(9, 2), new(1, 2), new(33, 2), new(5, 0), new(14, 1)];
        AttentionSegment[] few = [new(3), new(40, 0), new(0, 1), new(6, 2), new(4, 2)];
        const int length = 160;
        var plan = AttentionPlan.Batch([AttentionPlan.Tree(full, length), AttentionPlan.Tree(few, length)]);
        var covered = cat([.. new[] { full, few }.Select(segments => (arange(length) < segments.Sum(s => s.Length)).view(1, 1, length, 1).to_type(ScalarType.Float32))], 0);
        using Generator generator = new(5, CPU);
        Tensor[] inputs = [Made(heads), Made(keyHeads), Made(keyHeads)];
        var weight = randn([2, heads, length, width], generator: generator) * covered; // of the padding nothing is asked

        var (expected, expectedGradients) = Run((q, k, v) => LlamaAttention.Attend(q, k, v, plan.Mask()));
        var (actual, gradients) = Run((q, k, v) => TreeAttention.Attend(plan, q, k, v));

        Close(actual * covered, expected * covered, 1e-5);
        for (var i = 0; i < inputs.Length; i++)
        {
            Close(gradients[i], expectedGradients[i], 2e-5);
        }

        Tensor Made(int of) => randn([2, of, length, width], generator: generator);

        (Tensor, Tensor[]) Run(Func<Tensor, Tensor, Tensor, Tensor> attend)
        {
            Tensor[] leaves = [.. inputs.Select(x => x.clone().requires_grad_(true))];
            var seen = attend(leaves[0], leaves[1], leaves[2]);
            (seen * weight).sum().backward();
            return (seen.detach(), [.. leaves.Select(leaf => leaf.grad!)]);
        }
    }

    [Fact]
    public void Scores_that_are_very_large_give_no_infinity()
    {
        var plan = AttentionPlan.Tree([new(40)], 40);
        var x = randn(1, 2, 40, 32) * 300;
        Close(TreeAttention.Attend(plan, x, x, x), LlamaAttention.Attend(x, x, x, plan.Mask()), 1e-2);
    }

    [Fact]
    public void A_plan_without_stretches_heads_of_another_width_and_other_devices_take_the_operators()
    {
        var config = LanguageConfig.Nano();
        var tree = AttentionPlan.Tree([new(4)], 4);
        Assert.Equal(System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated, TreeAttention.Suits(tree, config, CPU));
        Assert.False(TreeAttention.Suits(AttentionPlan.Of(1, 4), config, CPU));
        Assert.False(TreeAttention.Suits(tree, config with { Heads = 16, KvHeads = 16 }, CPU));
        Assert.False(TreeAttention.Suits(tree, config, CUDA));
    }

    private static void Close(Tensor actual, Tensor expected, double tolerance) =>
        TensorAssert.Close(actual, expected, tolerance, tolerance, "");
}
