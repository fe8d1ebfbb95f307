using TorchSharp;
using TorchSharp.Modules;

using VoxPilot.Testing;

using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests.Optimizers;

public sealed class TrainingHelpersTests
{
    [Fact]
    public void Clipping_scales_all_gradients_to_a_common_norm()
    {
        using var scope = NewDisposeScope();
        Parameter a = new(zeros(1)), b = new(zeros(2)), without = new(zeros(1));
        a.grad = tensor(new[] { 3f });
        b.grad = tensor(new[] { 0f, 4f });
        Assert.Equal(5, nn.utils.clip_grad_norm_([a, b, without], 1), 1e-6);
        TensorAssert.Close(a.grad!, tensor(new[] { 0.6f }), 1e-6, 0, "a");
        TensorAssert.Close(b.grad!, tensor(new[] { 0f, 0.8f }), 1e-6, 0, "b");
        Assert.Equal(1, nn.utils.clip_grad_norm_([a, b], 2), 1e-5);
        TensorAssert.Close(a.grad!, tensor(new[] { 0.6f }), 1e-6, 0, "a, untouched");
    }

    [Fact]
    public void Clipping_knows_other_norms()
    {
        using var scope = NewDisposeScope();
        Parameter a = new(zeros(2)), b = new(zeros(1));
        a.grad = tensor(new[] { 1f, -2f });
        b.grad = tensor(new[] { 4f });
        Assert.Equal(7, nn.utils.clip_grad_norm_([a, b], 100, 1), 1e-6);
        Assert.Equal(4, nn.utils.clip_grad_norm_([a, b], 100, double.PositiveInfinity), 1e-6);
        nn.utils.clip_grad_value_([a, b], 1.5);
        TensorAssert.Equal(a.grad!, tensor(new[] { 1f, -1.5f }), "a");
    }

    [Fact]
    public void Momentum_sums_gradients()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(ones(1));
        using SGD optimizer = optim.SGD([parameter], 0.1, momentum: 0.5, weight_decay: 0.1);
        float x = 1, buffer = 0;
        for (int t = 0; t < 3; t++)
        {
            parameter.grad = full([1], 2f);
            optimizer.step();
            buffer = t == 0 ? 2 + (0.1f * x) : (0.5f * buffer) + 2 + (0.1f * x);
            x -= 0.1f * buffer;
            Assert.Equal(x, parameter.ToSingle(), 1e-6f);
        }
    }

    [Fact]
    public void Schedules_set_the_rates_of_all_groups()
    {
        using var scope = NewDisposeScope();
        using AdamW optimizer = optim.AdamW(
            [new AdamW.ParamGroup([new Parameter(ones(1))], new AdamW.Options()), new AdamW.ParamGroup([new Parameter(ones(1))], new AdamW.Options { LearningRate = 0.2 })], 1.0);
        var warmup = optim.lr_scheduler.LambdaLR(optimizer, step => (step + 1) / 4.0);
        Assert.Equal([0.25, 0.05], warmup.get_last_lr());
        warmup.step();
        Assert.Equal([0.5, 0.1], optimizer.ParamGroups.Select(group => group.LearningRate));
    }

    [Fact]
    public void The_cosine_falls_to_its_smallest_rate()
    {
        using var scope = NewDisposeScope();
        using AdamW optimizer = optim.AdamW([new Parameter(ones(1))], 1.0);
        var cosine = optim.lr_scheduler.CosineAnnealingLR(optimizer, 4, 0.2);
        List<double> rates = [.. cosine.get_last_lr()];
        for (int i = 0; i < 4; i++)
        {
            cosine.step();
            rates.AddRange(cosine.get_last_lr());
        }

        double quarter = 0.4 * (1 + Math.Sqrt(0.5));
        TensorAssert.Close(rates.ToArray(), [1, 0.2 + quarter, 0.6, 0.2 + (0.8 - quarter), 0.2], 1e-12, 0, "rates");
    }
}
