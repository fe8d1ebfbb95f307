using TorchSharp;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Encoder;

public sealed class AdaptiveMixingTests
{
    // items, P sampled points, S mixed points, c channels of a group
    [Theory]
    [InlineData(1, 1, 1, 16)]
    [InlineData(33, 8, 32, 32)]
    [InlineData(70, 5, 7, 48)]
    [InlineData(40, 20, 32, 64)]
    public void The_kernel_and_its_gradients_agree_with_the_composition(int items, int inputs, int outputs, int channels)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor Values(string name, params long[] shape) => tensor(FormulaTensor.Values($"mixing/{seed}/{name}", shape.Aggregate(1L, (x, y) => x * y), 2), shape);
            AdaptiveMixing mixing = new(channels, 1, inputs, outputs);
            Tensor f = Values("f", items, inputs, channels), matrices = Values("m", items, channels * channels + outputs * inputs), gradient = Values("g", items, outputs, channels);
            float[][] expected = Run(mixing.Compose), actual = Run(mixing.MixByKernel);
            foreach ((string name, int i) in new[] { "output", "features", "matrices" }.Select((name, i) => (name, i)))
            {
                TensorAssert.RelativeToMax(actual[i], expected[i], 2e-4, $"{name}, seed {seed}");
            }

            float[][] Run(Func<Tensor, Tensor, Tensor> mix)
            {
                Tensor x = f.clone().requires_grad_(), m = matrices.clone().requires_grad_(), y = mix(x, m);
                (y * gradient).sum().backward();
                return [Golden.Floats(y), Golden.Floats(x.grad!), Golden.Floats(m.grad!)];
            }
        }
    }

    [Fact]
    public void Where_autocast_is_on_groups_are_mixed_in_single_precision()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(3);
        AdaptiveMixing mixing = new(64, 4, 8, 32);
        Tensor f = randn([2, 6, 4, 8, 16]), q = randn([2, 6, 64]), expected = mixing.forward(f, q), actual;
        using (new Autocast(DeviceType.CPU))
        {
            actual = mixing.forward(f, q);
        }
        Assert.Equal(ScalarType.Float32, actual.dtype);
        TensorAssert.RelativeToMax(Golden.Floats(actual), Golden.Floats(expected), 0.03, "mixed");
    }
}
