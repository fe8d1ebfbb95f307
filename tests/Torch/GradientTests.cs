using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Torch.Tests;

/// <summary>Autograd's gradients against central differences in double precision.</summary>
public sealed class GradientTests
{
    private const double Step = 1e-5;

    private static readonly Dictionary<string, (Func<Tensor[], Tensor> Function, long[][] Shapes)> Cases = new()
    {
        ["matmul"] = (x => x[0].matmul(x[1]), [[3, 4], [4, 2]]),
        ["bmm"] = (x => x[0].bmm(x[1]), [[2, 3, 4], [2, 4, 2]]),
        ["einsum"] = (x => einsum("bij,kj->bik", x[0], x[1]), [[2, 3, 4], [5, 4]]),
        ["linear"] = (x => functional.linear(x[0], x[1], x[2]), [[3, 4], [2, 4], [2]]),
        ["quotient"] = (x => x[0] / (x[1].square() + 1) + 2 / (x[0].square() + 1), [[3, 4], [4]]),
        ["powers"] = (x => (x[0].square() + 1).pow(1.5) + (x[0].exp() + 1).log() + x[0].sin() * x[0].cos(), [[3, 4]]),
        ["clamp"] = (x => x[0].clamp(-0.5, 0.7) * x[0], [[3, 4]]),
        ["softmax"] = (x => x[0].softmax(-1) * x[1], [[3, 4], [3, 4]]),
        ["log_softmax"] = (x => x[0].log_softmax(0) * x[1], [[3, 4], [3, 4]]),
        ["layer_norm"] = (x => functional.layer_norm(x[0], [4], x[1], x[2]), [[3, 4], [4], [4]]),
        ["group_norm"] = (x => functional.group_norm(x[0], 2, x[1], x[2]), [[2, 4, 3, 3], [4], [4]]),
        ["batch_norm"] = (x => functional.batch_norm(x[0], zeros(4, float64), ones(4, float64), x[1], x[2], training: true), [[3, 4, 2, 2], [4], [4]]),
        ["conv2d"] = (x => functional.conv2d(x[0], x[1], x[2], [2, 2], [1, 1]), [[1, 2, 5, 5], [3, 2, 3, 3], [3]]),
        ["grouped conv2d"] = (x => functional.conv2d(x[0], x[1], null, null, [1, 1], groups: 2), [[1, 2, 4, 4], [2, 1, 3, 3]]),
        ["gelu"] = (x => functional.gelu(x[0]), [[3, 4]]),
        ["silu"] = (x => functional.silu(x[0]), [[3, 4]]),
        ["mish"] = (x => functional.mish(x[0]), [[3, 4]]),
        ["softplus"] = (x => functional.softplus(x[0]), [[3, 4]]),
        ["attention"] = (x => functional.scaled_dot_product_attention(x[0], x[1], x[2]), [[2, 3, 4], [2, 5, 4], [2, 5, 3]]),
        ["causal attention"] = (x => functional.scaled_dot_product_attention(x[0], x[1], x[2], is_casual: true), [[2, 4, 3], [2, 4, 3], [2, 4, 3]]),
        ["grid_sample 2-D"] = (x => functional.grid_sample(x[0], x[1].tanh(), align_corners: false), [[1, 2, 4, 5], [1, 3, 2, 2]]),
        ["grid_sample 3-D"] = (x => functional.grid_sample(x[0], x[1].tanh(), padding_mode: GridSamplePaddingMode.Border, align_corners: true), [[1, 2, 3, 4, 5], [1, 2, 2, 1, 3]]),
        ["bilinear interpolate"] = (x => functional.interpolate(x[0], [5, 7], mode: InterpolationMode.Bilinear, align_corners: false), [[1, 2, 3, 4]]),
        ["nearest interpolate"] = (x => functional.interpolate(x[0], scale_factor: [2]) * 1.5, [[1, 2, 3, 4]]),
        ["max_pool2d"] = (x => functional.max_pool2d(x[0], [3, 3], [2, 2], [1, 1]), [[1, 2, 5, 5]]),
        ["max_pool3d"] = (x => functional.max_pool3d(x[0], [2, 2, 2]), [[1, 1, 4, 4, 4]]),
        ["adaptive pooling"] = (x => functional.adaptive_avg_pool2d(x[0], (2, 2)), [[1, 2, 5, 5]]),
        ["pad"] = (x => functional.pad(x[0], (1, 2, 0, 1)) * 2, [[1, 2, 3, 3]]),
        ["cross_entropy"] = (x => functional.cross_entropy(x[0], tensor(new long[] { 1, 0, 3 })), [[3, 4]]),
        ["binary_cross_entropy_with_logits"] = (x => functional.binary_cross_entropy_with_logits(x[0], full(3, 4, 0.3, float64)), [[3, 4]]),
        ["smooth_l1_loss"] = (x => functional.smooth_l1_loss(x[0], x[1], beta: 0.3), [[3, 4], [3, 4]]),
        ["cdist"] = (x => cdist(x[0], x[1]), [[3, 3], [4, 3]]),
        ["gather"] = (x => x[0].gather(1, tensor(new long[,] { { 0, 0, 2 }, { 1, 3, 3 }, { 2, 1, 0 } })), [[3, 4]]),
        ["scatter_add"] = (x => x[0].scatter_add(0, tensor(new long[,] { { 0, 2, 2, 1 } }), x[1]) * x[0], [[3, 4], [1, 4]]),
        ["indexing"] = (x => x[0][TensorIndex.Ellipsis, TensorIndex.Slice(1, null, 2)] * x[0].index_select(1, tensor(new long[] { 3, 3 })), [[3, 4]]),
        ["cat and stack"] = (x => cat([x[0], x[1]]).sum(0L) * stack([x[0], x[0] * 2], 1).sum([0, 1]), [[3, 4], [2, 4]]),
        ["reductions"] = (x => x[0].std(1) + x[0].amax([1]) + x[0].logsumexp(1) + x[0].norm(1), [[3, 4]]),
        ["cumsum"] = (x => x[0].cumsum(1) * x[0].cumprod(0), [[3, 4]]),
        ["where"] = (x => where(x[0] > 0, x[0] * 3, x[1]), [[3, 4], [3, 4]]),
        ["masked_fill"] = (x => x[0].masked_fill(x[0] > 0.3, 2.0) * x[0], [[3, 4]]),
        ["views"] = (x => x[0].reshape(4, 3).t().unsqueeze(0).expand(2, 3, 4).permute(2, 0, 1).flatten(1) * 2, [[3, 4]]),
        ["inverse"] = (x => (x[0] + eye(3, dtype: float64) * 4).inverse(), [[3, 3]]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_agree_with_finite_differences(string name)
    {
        using var scope = NewDisposeScope();
        (Func<Tensor[], Tensor> function, long[][] shapes) = Cases[name];
        using var generator = new Generator(7);
        Tensor[] inputs = shapes.Select(shape => randn(shape, float64, generator: generator).requires_grad_()).ToArray();
        Tensor output = function(inputs);
        Tensor weights = randn(output.shape, float64, generator: generator); // a random functional of the output
        IList<Tensor> gradients = autograd.grad([(output * weights).sum()], inputs);
        for (int k = 0; k < inputs.Length; k++)
        {
            double[] analytic = gradients[k].data<double>().ToArray();
            Tensor point = inputs[k].detach();
            for (long i = 0; i < analytic.Length; i++)
            {
                double numeric = (Value(point, i, Step) - Value(point, i, -Step)) / (2 * Step);
                Assert.True(Math.Abs(numeric - analytic[i]) <= 1e-5 + 1e-4 * Math.Abs(numeric), $"{name}, input {k}, element {i}: {analytic[i]} by autograd, {numeric} by differences");
            }
        }

        double Value(Tensor point, long index, double by)
        {
            using var inner = NewDisposeScope();
            using var off = no_grad();
            point.view(-1)[index].add_(by);
            double value = (function(inputs) * weights).sum().item<double>();
            point.view(-1)[index].sub_(by);
            return value;
        }
    }
}
