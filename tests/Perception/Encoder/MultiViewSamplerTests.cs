using TorchSharp;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Encoder;

public sealed class MultiViewSamplerTests
{
    private static readonly ImageConfig image = new() { Width = 64, Height = 32 };

    // B batch, Q queries, T frames, times with own points, N views, G groups, P points, C channels of a group
    [Theory]
    [InlineData(1, 5, 1, 1, 1, 1, 1, 1, 1)]
    [InlineData(2, 7, 2, 1, 3, 2, 3, 6, 2)]
    [InlineData(1, 9, 3, 3, 6, 4, 4, 8, 3)]
    [InlineData(2, 4, 2, 2, 2, 3, 2, 19, 4)]
    public void The_kernel_and_its_gradients_agree_with_the_composition(int b, int q, int t, int times, int n, int g, int p, int c, int count)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor Values(string name, double scale, params long[] shape) =>
                tensor(FormulaTensor.Values($"sampler/{seed}/{name}", shape.Aggregate(1L, (x, y) => x * y), (float)scale), shape);
            // Cameras that look along x with some skew: most points fall into an image, some behind a camera, some beside it.
            Tensor matrices = Values("matrices", 8, b, t * n, 4, 4) + tensor(new float[] { 24, 24, 0, 0, 12, 0, 12, 0, 1, 0, 0, 0, 0, 0, 0, 1 }).view(4, 4);
            matrices[TensorIndex.Ellipsis, 2, TensorIndex.Colon] = Values("depth", 0.2, b, t * n, 4) + tensor(new float[] { 1, 0, 0, 0 });
            Tensor points = Values("points", 4, b, q, times, g, p, 3) + tensor(new float[] { 3, 0, 0 });
            Tensor weights = Values("weights", 1, b, t, g, q, p, count);
            Tensor[] levels = [.. Enumerable.Range(0, count).Select(l => Values($"level{l}", 1, b, t * n, g * c, 9 - 2 * l, 13 - 3 * l))];
            Tensor gradient = Values("gradient", 1, b, q, g, t * p, c);

            (float[][] expected, bool[] seen) = Run(MultiViewFeatures.ForComposition);
            (float[][] actual, _) = Run(MultiViewFeatures.From);
            string[] names = ["output", "points", "weights", .. levels.Select((_, l) => $"level {l}")];
            for (int i = 0; i < names.Length; i++)
            {
                TensorAssert.RelativeToMax(actual[i], expected[i], 2e-4, $"{names[i]}, seed {seed}");
            }
            Assert.True(q * p < 15 || seen.Distinct().Count() == 2, "Points must lie inside and outside of images.");

            (float[][], bool[]) Run(Func<Tensor[], int, int, MultiViewFeatures> make)
            {
                Tensor[] inputs = [.. new[] { points, weights }.Concat(levels).Select(v => v.clone().requires_grad_())];
                Tensor sampled = make(inputs[2..], t, g).Sample(inputs[0], inputs[1], matrices, image);
                (sampled * gradient).sum().backward();
                return ([Golden.Floats(sampled), .. inputs.Select(v => Golden.Floats(v.grad!))], [.. Golden.Floats(sampled).Select(v => v != 0)]);
            }
        }
    }

    [Fact]
    public void Where_autocast_is_on_places_and_features_stay_in_single_precision()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor features = tensor(FormulaTensor.Values("sampler/autocast/features", 64), [1, 1, 4, 4, 4]).to_type(ScalarType.BFloat16);
        Tensor points = tensor(FormulaTensor.Values("sampler/autocast/points", 12 * 3, 4), [1, 12, 1, 1, 1, 3]) + tensor(new float[] { 5, 0, 0 });
        Tensor matrices = tensor(new float[] { 24, 24, 0, 0, 12, 0, 12, 0, 1, 0, 0, 0, 0, 0, 0, 1 }, [1, 1, 4, 4]);
        foreach (Func<Tensor[], int, int, MultiViewFeatures> make in (Func<Tensor[], int, int, MultiViewFeatures>[])[MultiViewFeatures.From, MultiViewFeatures.ForComposition])
        {
            Tensor level = features.clone().requires_grad_();
            Tensor one = ones([1, 1, 1, 12, 1, 1]);
            Tensor expected = make([level.to_type(ScalarType.Float32)], 1, 1).Sample(points, one, matrices, image);
            using (new Autocast(DeviceType.CPU))
            {
                Tensor sampled = make([level], 1, 1).Sample(points, one.to_type(ScalarType.BFloat16), matrices, image);
                Assert.Equal(Golden.Floats(expected), Golden.Floats(sampled));
                sampled.sum().backward();
            }
            Assert.Equal(ScalarType.BFloat16, level.grad!.dtype);
            Assert.True(level.grad.abs().sum().to_type(ScalarType.Float32).item<float>() > 0);
        }
    }

    [Fact]
    public void Points_at_infinity_sample_zeros()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor points = full([1, 2, 1, 1, 1, 3], float.PositiveInfinity);
        points[0, 1] = float.NaN;
        Tensor sampled = MultiViewFeatures.From([ones([1, 1, 4, 3, 3])], 1, 1).Sample(points, ones([1, 1, 1, 2, 1, 1]), eye(4).view(1, 1, 4, 4), image);
        Assert.All(Golden.Floats(sampled), value => Assert.Equal(0, value));
    }
}
