using VoxPilot.Core.Datasets.Loading;

namespace VoxPilot.Core.Tests.Datasets;

public sealed class ClipSamplerTests
{
    [Fact]
    public void An_epoch_has_every_key_frame_once_and_each_epoch_its_own_order()
    {
        ClipSampler sampler = new(500, seed: 7);
        IReadOnlyList<SampleDraw> first = sampler.Order(0);
        Assert.Equal(Enumerable.Range(0, 500), first.Select(draw => draw.Index).Order());
        Assert.NotEqual(first, sampler.Order(1));
        Assert.NotEqual(first, new ClipSampler(500, seed: 8).Order(0));
        Assert.Equal(first, new ClipSampler(500, seed: 7).Order(0));
        Assert.InRange(first.Select((draw, i) => draw.Index == i ? 1 : 0).Sum(), 0, 6);
    }

    [Fact]
    public void Without_shuffling_the_order_is_that_of_the_data_set() =>
        Assert.Equal(Enumerable.Range(0, 9), new ClipSampler(9, seed: 7, shuffle: false).Order(4).Select(draw => draw.Index));

    [Fact]
    public void Weights_are_kept_on_average_and_repeats_are_numbered()
    {
        ClipSampler sampler = new(3, seed: 1, weights: [0, 1, 2.3]);
        int ones = 0, twos = 0;
        for (int epoch = 0; epoch < 1000; epoch++)
        {
            IReadOnlyList<SampleDraw> order = sampler.Order(epoch);
            Assert.DoesNotContain(order, draw => draw.Index == 0);
            ones += order.Count(draw => draw.Index == 1);
            int[] repeats = [.. order.Where(draw => draw.Index == 2).Select(draw => draw.Repeat).Order()];
            Assert.Equal(Enumerable.Range(0, repeats.Length), repeats);
            twos += repeats.Length;
        }
        Assert.Equal(1000, ones);
        Assert.InRange(twos, 2250, 2350);
    }

    [Fact]
    public void A_position_names_the_next_draw()
    {
        ClipSampler sampler = new(5, seed: 3);
        EpochDraw[] all = [.. sampler.From(default, epochs: 3)];
        Assert.Equal(15, all.Length);
        for (int i = 0; i < 14; i++)
        {
            Assert.Equal(all[i + 1], sampler.From(all[i].After, epochs: 3).First());
        }
        Assert.Empty(sampler.From(all[^1].After, epochs: 3));
    }

    [Fact]
    public void Senseless_weights_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ClipSampler(0, 1));
        Assert.Throws<ArgumentException>(() => new ClipSampler(2, 1, weights: [1]));
        Assert.Throws<ArgumentException>(() => new ClipSampler(2, 1, weights: [0, 0]));
        Assert.Throws<ArgumentException>(() => new ClipSampler(2, 1, weights: [1, -1]));
        Assert.Throws<ArgumentException>(() => new ClipSampler(2, 1, weights: [1, double.NaN]));
    }
}
