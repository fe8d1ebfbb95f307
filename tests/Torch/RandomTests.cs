using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests;

[Collection("live tensors")]
public sealed class RandomTests
{
    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        Tensor first = randn([5]);
        manual_seed(11);
        Assert.True(first.Equals(randn([5])));
        Assert.False(first.Equals(randn([5])));
    }

    [Fact]
    public void A_generator_of_ones_own_stands_apart()
    {
        using var scope = NewDisposeScope();
        using Generator a = new(5), b = new(5);
        manual_seed(1);
        Tensor global = rand([3]);
        manual_seed(1);
        Tensor mine = randn([4], generator: a);
        Assert.True(global.Equals(rand([3])));
        Assert.True(mine.Equals(randn([4], generator: b)));
        Tensor state = a.get_state();
        Tensor next = rand([2], generator: a);
        a.set_state(state);
        Assert.True(next.Equals(rand([2], generator: a)));
        Assert.Equal(5, a.initial_seed());
    }

    [Fact]
    public void Distributions_have_their_moments_and_bounds()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        Tensor normal = zeros(20000, float64).normal_(2, 3);
        Assert.InRange(normal.mean().item<double>(), 1.9, 2.1);
        Assert.InRange(normal.std().item<double>(), 2.9, 3.1);
        Tensor uniform = zeros(1000).uniform_(-1, 1);
        Assert.InRange(uniform.min().item<float>(), -1, -0.9f);
        Tensor whole = randint(3, 7, [1000]);
        Assert.Equal((3L, 6L), (whole.min().item<long>(), whole.max().item<long>()));
        Assert.Equal([0L, 1, 2, 3, 4], randperm(5).sort().Values.data<long>().ToArray());
    }
}
