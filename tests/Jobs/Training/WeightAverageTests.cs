using TorchSharp;
using VoxPilot.Jobs.Training;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Training;

public sealed class WeightAverageTests
{
    [Fact]
    public void It_is_what_a_plain_loop_gives()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = tensor([1f, -2f]), count = tensor([3L]);
        Dictionary<string, Tensor> live = new() { ["weight"] = weight, ["count"] = count };
        using WeightAverage average = new(live, 0.5);
        double[] expected = [1, -2];
        for (int i = 0; i < 20; i++)
        {
            float[] now = [MathF.Sin(i), MathF.Cos(i)];
            weight.copy_(tensor(now));
            average.Update(i);
            double decay = Math.Min(0.5, (1.0 + i) / (10.0 + i));
            expected = [.. expected.Zip(now, (a, w) => decay * a + (1 - decay) * w)];
        }
        Assert.Equal(["weight"], average.Values.Keys); // a counter has no mean
        Assert.Equal(expected[0], average.Values["weight"][0].ToDouble(), 1e-6);
        Assert.Equal(expected[1], average.Values["weight"][1].ToDouble(), 1e-6);
    }

    [Fact]
    public void Exchanging_and_exchanging_back_changes_no_bit()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = randn(50), count = tensor([3L]);
        using WeightAverage average = new(new Dictionary<string, Tensor> { ["weight"] = weight, ["count"] = count }, 0.9);
        weight.copy_(randn(50));
        average.Update(0);
        byte[] live = [.. weight.bytes], mean = [.. average.Values["weight"].bytes];
        using (average.Swap())
        {
            Assert.Equal(mean, weight.bytes.ToArray());
            Assert.Equal(live, average.Values["weight"].bytes.ToArray());
            Assert.Equal(3, count.item<long>());
        }
        Assert.Equal(live, weight.bytes.ToArray());
        Assert.Equal(mean, average.Values["weight"].bytes.ToArray());
    }

    [Fact]
    public void Without_decay_it_is_the_last_value()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = randn(9);
        using WeightAverage average = new(new Dictionary<string, Tensor> { ["weight"] = weight }, 0);
        weight.copy_(randn(9));
        average.Update(4);
        Assert.Equal(weight.bytes.ToArray(), average.Values["weight"].bytes.ToArray());
    }
}
