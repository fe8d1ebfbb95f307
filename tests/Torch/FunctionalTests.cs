using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Torch.Tests;

public sealed class FunctionalTests
{
    [Fact]
    public void A_convolution_is_the_sum_under_its_kernel()
    {
        using var scope = NewDisposeScope();
        Tensor image = arange(9, float32).reshape(1, 1, 3, 3), kernel = tensor(new[] { 1f, 0, 0, 1 }).reshape(1, 1, 2, 2);
        Assert.Equal([4f, 6, 10, 12], functional.conv2d(image, kernel).data<float>().ToArray());
        Assert.Equal([5f, 7, 11, 13], functional.conv2d(image, kernel, tensor(new[] { 1f })).data<float>().ToArray());
        Assert.Equal([1L, 1, 2, 2], functional.conv2d(image, kernel, strides: [2, 2], padding: [1, 1]).shape);
    }

    [Fact]
    public void Pooling_takes_the_greatest_or_the_mean()
    {
        using var scope = NewDisposeScope();
        Tensor image = arange(16, float32).reshape(1, 1, 4, 4);
        Assert.Equal([5f, 7, 13, 15], functional.max_pool2d(image, 2).data<float>().ToArray());
        Assert.Equal([2.5f, 4.5f, 10.5f, 12.5f], functional.avg_pool2d(image, 2).data<float>().ToArray());
        Assert.Equal([7.5f], functional.adaptive_avg_pool2d(image, 1).data<float>().ToArray());
        Assert.Equal([7f], functional.max_pool3d(arange(8, float32).reshape(1, 1, 2, 2, 2), [2, 2, 2]).data<float>().ToArray());
    }

    [Fact]
    public void Grid_sampling_reads_between_the_pixels()
    {
        using var scope = NewDisposeScope();
        Tensor image = tensor(new[] { 0f, 1, 2, 3 }).reshape(1, 1, 2, 2);
        Tensor grid = tensor(new[] { 0f, 0, -1, -1, 1, 0, 3, 3 }).reshape(1, 4, 1, 2);
        Assert.Equal([1.5f, 0, 2, 0], functional.grid_sample(image, grid, align_corners: true).data<float>().ToArray());
        Assert.Equal([1.5f, 0, 1, 0], functional.grid_sample(image, grid, align_corners: false).data<float>().ToArray());
        Assert.Equal([1.5f, 0, 2, 3], functional.grid_sample(image, grid, padding_mode: GridSamplePaddingMode.Border, align_corners: true).data<float>().ToArray());
        Tensor volume = arange(8, float32).reshape(1, 1, 2, 2, 2);
        Tensor points = tensor(new[] { 0f, 0, 0, 1, -1, -1, -1, -1, 1 }).reshape(1, 3, 1, 1, 3);
        Assert.Equal([3.5f, 1, 4], functional.grid_sample(volume, points, align_corners: true).data<float>().ToArray());
        Assert.Equal([1f, 4], functional.grid_sample(volume, points[.., 1..], GridSampleMode.Nearest, align_corners: true).data<float>().ToArray());
    }

    [Fact]
    public void Interpolation_repeats_or_blends()
    {
        using var scope = NewDisposeScope();
        Tensor image = tensor(new[] { 0f, 4 }).reshape(1, 1, 1, 2);
        Assert.Equal([0f, 0, 4, 4], functional.interpolate(image, [1, 4]).data<float>().ToArray());
        Assert.Equal([0f, 1, 3, 4], functional.interpolate(image, [1, 4], mode: InterpolationMode.Bilinear, align_corners: false).data<float>().ToArray());
        Assert.Equal([1L, 1, 2, 4], functional.interpolate(image, scale_factor: [2, 2]).shape);
    }

    [Fact]
    public void Padding_goes_round_the_last_dimensions()
    {
        using var scope = NewDisposeScope();
        Tensor row = tensor(new[] { 1f, 2, 3 }).reshape(1, 1, 3);
        Assert.Equal([9f, 1, 2, 3, 9, 9], functional.pad(row, (1, 2), value: 9).data<float>().ToArray());
        Assert.Equal([2f, 1, 2, 3], functional.pad(row, (1, 0), TorchSharp.PaddingModes.Reflect).data<float>().ToArray());
        Assert.Equal([1f, 1, 2, 3], functional.pad(row, (1, 0), TorchSharp.PaddingModes.Replicate).data<float>().ToArray());
    }

    [Fact]
    public void Norms_give_mean_zero_and_variance_one()
    {
        using var scope = NewDisposeScope();
        Tensor x = randn([4, 6, 3, 3], float64) * 3 + 5;
        foreach (Tensor y in new[] { functional.layer_norm(x, [6, 3, 3], eps: 0), functional.group_norm(x, 1, eps: 0) })
        {
            Assert.True(y.mean([1, 2, 3]).allclose(zeros(4, float64), atol: 1e-9));
            Assert.True(y.var([1, 2, 3], unbiased: false).allclose(ones(4, float64)));
        }

        Tensor mean = zeros(6, float64), variance = ones(6, float64);
        Tensor normed = functional.batch_norm(x, mean, variance, training: true, eps: 0);
        Assert.True(normed.mean([0, 2, 3]).allclose(zeros(6, float64), atol: 1e-9));
        Assert.True(mean.allclose(x.mean([0, 2, 3]) * 0.1));
    }

    [Fact]
    public void Attention_weighs_values_by_their_keys()
    {
        using var scope = NewDisposeScope();
        Tensor q = tensor(new[] { 0.0, 0 }).reshape(1, 1, 2), k = randn([1, 3, 2], float64), v = tensor(new[] { 3.0, 6, 9 }).reshape(1, 3, 1);
        Assert.Equal(6.0, functional.scaled_dot_product_attention(q, k, v).item<double>(), 9);
        Tensor first = tensor(new[] { true, false, false }).reshape(1, 1, 3);
        Assert.Equal(3.0, functional.scaled_dot_product_attention(q, k, v, first).item<double>(), 9);
        Tensor bias = tensor(new[] { 0.0, 0, double.NegativeInfinity }).reshape(1, 1, 3);
        Assert.Equal(4.5, functional.scaled_dot_product_attention(q, k, v, bias).item<double>(), 9);
        Tensor three = zeros([1, 3, 2], float64);
        Assert.Equal([3.0, 4.5, 6], functional.scaled_dot_product_attention(three, k, v, is_casual: true).data<double>().ToArray(), static (e, a) => Math.Abs(e - a) < 1e-9);
    }

    [Fact]
    public void Losses_are_those_of_the_formulas()
    {
        using var scope = NewDisposeScope();
        Tensor logits = tensor(new[] { 1.0, 2, 0.5 }).reshape(1, 3);
        double expected = Math.Log(Math.Exp(1) + Math.Exp(2) + Math.Exp(0.5)) - 2;
        Assert.Equal(expected, functional.cross_entropy(logits, tensor(new[] { 1L })).item<double>(), 12);
        Assert.Equal(expected, functional.nll_loss(logits.log_softmax(1), tensor(new[] { 1L })).item<double>(), 12);
        Tensor one = tensor(new[] { 1.0 });
        Assert.Equal(-Math.Log(1 / (1 + Math.Exp(-1))), functional.binary_cross_entropy_with_logits(one, one).item<double>(), 12);
        Tensor difference = tensor(new[] { 0.5, -3 }), zero = zeros(2, float64);
        Assert.Equal((0.125 + 2.5) / 2, functional.smooth_l1_loss(difference, zero).item<double>(), 12);
        Assert.Equal([0.5, 3], functional.l1_loss(difference, zero, Reduction.None).data<double>().ToArray());
        Assert.Equal(9.25, functional.mse_loss(difference, zero, Reduction.Sum).item<double>(), 12);
    }

    [Fact]
    public void Dropout_rests_outside_training_and_keeps_the_mean_inside()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        Tensor x = ones(20000);
        Assert.True(functional.dropout(x, 0.3, training: false).Equals(x));
        Tensor dropped = functional.dropout(x, 0.3);
        Assert.Equal(1.0, dropped.mean().item<double>(), 1);
        Assert.InRange((dropped == 0).@float().mean().item<double>(), 0.28, 0.32);
    }
}
