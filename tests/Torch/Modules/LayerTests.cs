using TorchSharp;
using TorchSharp.Modules;

using VoxPilot.Testing;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Torch.Tests.Modules;

public sealed class LayerTests
{
    [Fact]
    public void Linear_multiplies_by_the_transposed_weight_and_adds_the_bias()
    {
        using var scope = NewDisposeScope();
        using Linear linear = Linear(2, 3);
        linear.load_state_dict(new() { ["weight"] = Floats([3, 2], 1, 2, 3, 4, 5, 6), ["bias"] = Floats([3], 0.5f, 0, -1) });
        TensorAssert.Equal(linear.call(Floats([1, 2], 1, 10)), Floats([1, 3], 21.5f, 43, 64), "linear");
    }

    [Fact]
    public void Convolution_slides_a_window_with_stride_and_padding()
    {
        using var scope = NewDisposeScope();
        using Conv2d convolution = Conv2d(1, 1, 3, stride: 2, padding: 1);
        convolution.load_state_dict(new() { ["weight"] = ones([1, 1, 3, 3]), ["bias"] = Floats([1], 1) });
        TensorAssert.Equal(convolution.call(arange(9).to(ScalarType.Float32).reshape(1, 1, 3, 3)), Floats([1, 1, 2, 2], 9, 13, 21, 25), "convolution");
    }

    [Fact]
    public void Groups_of_a_convolution_do_not_see_each_other()
    {
        using var scope = NewDisposeScope();
        using Conv2d convolution = Conv2d(2, 2, 1, groups: 2, bias: false);
        Assert.Equal([2, 1, 1, 1], convolution.weight.shape);
        convolution.load_state_dict(new() { ["weight"] = Floats([2, 1, 1, 1], 2, 3) });
        TensorAssert.Equal(convolution.call(Floats([1, 2, 1, 1], 5, 7)), Floats([1, 2, 1, 1], 10, 21), "groups");
        Assert.Throws<ArgumentException>(() => Conv2d(3, 2, 1, groups: 2));
    }

    [Fact]
    public void Batch_norm_learns_running_statistics_and_uses_them_when_evaluating()
    {
        using var scope = NewDisposeScope();
        using BatchNorm2d norm = BatchNorm2d(1, eps: 0);
        Tensor input = Floats([2, 1, 1, 2], 1, 3, 5, 7); // mean 4, variance 5 (6.6667 without bias)
        TensorAssert.Close(norm.call(input), input.sub(4).div(Math.Sqrt(5)), 1e-6, 1e-6, "training");
        TensorAssert.Close(norm.running_mean!, Floats([1], 0.4f), 1e-6, 0, "running mean");
        TensorAssert.Close(norm.running_var!, Floats([1], 0.9f + (0.1f * 20 / 3)), 1e-6, 0, "running variance");
        Assert.Equal(1, norm.num_batches_tracked!.ToInt64());
        norm.eval();
        TensorAssert.Close(norm.call(input), input.sub(0.4).div(Math.Sqrt(0.9 + (2.0 / 3))), 1e-6, 1e-6, "evaluating");
        Assert.Equal(1, norm.num_batches_tracked!.ToInt64());
    }

    [Fact]
    public void Layer_norm_normalises_the_last_dimensions()
    {
        using var scope = NewDisposeScope();
        using LayerNorm norm = LayerNorm(2, eps: 0);
        norm.load_state_dict(new() { ["weight"] = Floats([2], 2, 1), ["bias"] = Floats([2], 0, 10) });
        TensorAssert.Close(norm.call(Floats([2, 2], 1, 3, 10, 0)), Floats([2, 2], -2, 11, 2, 9), 1e-6, 0, "layer norm");
        using LayerNorm unbiased = LayerNorm(2, bias: false);
        Assert.Equal(["weight"], unbiased.state_dict().Keys);
    }

    [Fact]
    public void Group_norm_normalises_each_group_of_channels()
    {
        using var scope = NewDisposeScope();
        using GroupNorm norm = GroupNorm(2, 4, eps: 0);
        TensorAssert.Close(norm.call(Floats([1, 4, 1], 1, 3, 10, 0)), Floats([1, 4, 1], -1, 1, 1, -1), 1e-6, 0, "group norm");
    }

    [Fact]
    public void Embedding_looks_rows_up_and_leaves_the_padding_without_gradient()
    {
        using var scope = NewDisposeScope();
        using Embedding embedding = Embedding(3, 2, padding_idx: 0);
        TensorAssert.Equal(embedding.weight.select(0, 0), zeros(2), "padding");
        Tensor indices = tensor(new long[] { 0, 2, 2 });
        TensorAssert.Equal(embedding.call(indices), embedding.weight.index_select(0, indices), "rows");
        embedding.call(indices).sum().backward();
        TensorAssert.Equal(embedding.weight.grad!, Floats([3, 2], 0, 0, 0, 0, 2, 2), "gradient");
    }

    [Fact]
    public void Dropout_scales_what_it_keeps_and_does_nothing_when_evaluating()
    {
        using var scope = NewDisposeScope();
        using Dropout dropout = Dropout(0.25);
        float[] dropped = dropout.call(ones(1000)).data<float>().ToArray();
        Assert.All(dropped, value => Assert.True(value is 0 || Math.Abs(value - (4f / 3)) < 1e-6f));
        Assert.InRange(dropped.Count(value => value == 0), 180, 320);
        dropout.eval();
        TensorAssert.Equal(dropout.call(ones(10)), ones(10), "evaluating");
    }

    [Fact]
    public void Pooling_takes_the_largest_of_each_window()
    {
        using var scope = NewDisposeScope();
        using MaxPool2d pool = MaxPool2d(3, stride: 2, padding: 1);
        TensorAssert.Equal(pool.call(arange(16).to(ScalarType.Float32).reshape(1, 1, 4, 4)), Floats([1, 1, 2, 2], 5, 7, 13, 15), "pool");
    }

    [Fact]
    public void Activations_follow_their_formulas()
    {
        using var scope = NewDisposeScope();
        double[] xs = [-3, -1, -0.1, 0, 0.1, 1, 3];
        Tensor input = tensor(xs);
        Check(ReLU(), x => Math.Max(x, 0));
        Check(SiLU(), x => x / (1 + Math.Exp(-x)));
        Check(Mish(), x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))));
        Check(Sigmoid(), x => 1 / (1 + Math.Exp(-x)));
        Check(Tanh(), Math.Tanh);
        Check(LeakyReLU(0.1), x => x > 0 ? x : 0.1 * x);
        Check(Identity(), x => x);
        Check(GELU(TorchSharp.Modules.GELU.Approximate.tanh), x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))));
        Check(Softmax(0), x => Math.Exp(x) / xs.Sum(Math.Exp));
        TensorAssert.Close(GELU().call(input), tensor(new[] { -0.0040496940, -0.1586552539, -0.0460172163, 0, 0.0539827837, 0.8413447461, 2.9959503060 }), 1e-9, 0, "GELU");

        void Check(Module<Tensor, Tensor> module, Func<double, double> formula) =>
            TensorAssert.Close(module.call(input), tensor(Array.ConvertAll(xs, x => formula(x))), 1e-12, 0, module.GetName());
    }

    private static Tensor Floats(long[] shape, params float[] values) => tensor(values).reshape(shape);
}
