using TorchSharp;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Torch.Tests.Modules;

public sealed class InitialisationTests
{
    [Fact]
    public void Linear_starts_within_one_over_the_root_of_its_inputs()
    {
        using var scope = NewDisposeScope();
        using var linear = Linear(100, 50);
        Assert.InRange(linear.weight.abs().max().ToSingle(), 0.09f, 0.1f);
        Assert.InRange(linear.bias!.abs().max().ToSingle(), 0.05f, 0.1f);
    }

    [Fact]
    public void Kaiming_uniform_with_slope_root_five_is_the_layers_own_start()
    {
        using var scope = NewDisposeScope();
        Tensor weight = init.kaiming_uniform_(empty([50, 4, 5, 5]), Math.Sqrt(5));
        Assert.InRange(weight.abs().max().ToSingle(), 0.0995f, 0.1f);
    }

    [Fact]
    public void Normal_starts_have_their_deviations()
    {
        using var scope = NewDisposeScope();
        Near(init.normal_(empty([200, 100]), 1, 0.5), 1, 0.5);
        Near(init.kaiming_normal_(empty([200, 100]), mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU), 0, Math.Sqrt(2.0 / 200));
        Near(init.xavier_uniform_(empty([200, 100]), 2), 0, 2 * Math.Sqrt(2.0 / 300));
        Near(init.xavier_normal_(empty([200, 100])), 0, Math.Sqrt(2.0 / 300));

        static void Near(Tensor tensor, double mean, double deviation)
        {
            Assert.InRange(tensor.mean().ToSingle(), mean - (0.03 * deviation), mean + (0.03 * deviation));
            Assert.InRange(tensor.std().ToSingle(), 0.97 * deviation, 1.03 * deviation);
        }
    }

    [Fact]
    public void A_truncated_normal_stays_inside_its_bounds()
    {
        using var scope = NewDisposeScope();
        Tensor values = init.trunc_normal_(empty(20000), 0, 0.02, -0.02, 0.02);
        Assert.InRange(values.abs().max().ToSingle(), 0.0195f, 0.02f);
        Assert.InRange(values.std().ToSingle(), 0.0105f, 0.0111f); // 0.02 · 0.5397, the deviation of a normal cut at ±1σ
    }

    [Fact]
    public void The_same_generator_gives_the_same_values()
    {
        using var scope = NewDisposeScope();
        using Generator a = new(7), b = new(7);
        Assert.Equal(init.normal_(empty(10), generator: a).data<float>().ToArray(), init.normal_(empty(10), generator: b).data<float>().ToArray());
    }

    [Fact]
    public void Constants_fill_without_touching_the_autograd_graph()
    {
        using var scope = NewDisposeScope();
        using var linear = Linear(2, 2);
        Assert.Equal(4, init.ones_(linear.weight).sum().ToSingle());
        Assert.Equal(0, init.zeros_(linear.weight).sum().ToSingle());
        Assert.Equal(12, init.constant_(linear.weight, 3).sum().ToSingle());
        Assert.True(linear.weight.requires_grad && linear.weight.is_leaf);
    }
}
