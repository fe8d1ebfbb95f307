using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Gaussians;

public sealed unsafe class DeformableAggregationTests
{
    private static readonly ImageConfig image = new() { Width = 64, Height = 32 };

    // B batch, K Gaussians, N cameras, P key points, G groups, C channels of a group, levels, whether some logits are left out
    [Theory]
    [InlineData(1, 40, 1, 1, 1, 1, 1, false)]
    [InlineData(2, 70, 3, 3, 2, 6, 2, true)]
    [InlineData(1, 9, 6, 9, 4, 16, 4, false)]
    [InlineData(2, 130, 2, 2, 3, 19, 3, true)]
    [InlineData(1, 33, 4, 5, 2, 32, 2, true)]
    public void The_kernel_and_its_gradients_agree_with_the_composition(int b, int k, int n, int p, int g, int c, int count, bool drops)
    {
        for (int seed = 0; seed < 4; seed++)
        {
            using DisposeScope scope = NewDisposeScope();
            Inputs x = Inputs.Make(seed, b, k, n, p, g, c, count, drops);
            Tensor gradient = x.Values("gradient", 1, b, k, g * c);
            float[][] expected = Run(CameraFeatures.ForComposition), actual = Run(CameraFeatures.From);
            string[] names = ["output", "points", "own logits", "cameras' logits", .. x.Levels.Select((_, l) => $"level {l}")];
            for (int i = 0; i < names.Length; i++)
            {
                TensorAssert.RelativeToMax(actual[i], expected[i], 2e-4, $"{names[i]}, seed {seed}");
            }
            Assert.Contains(actual[0], value => value != 0);
            Assert.Contains(actual[1].Chunk(3), point => point.All(value => value == 0)); // unseen

            float[][] Run(Func<Tensor[], int, CameraFeatures> make)
            {
                Tensor[] inputs = [.. new[] { x.Points, x.Own, x.Cameras }.Concat(x.Levels).Select(v => v.clone().requires_grad_())];
                Tensor sampled = make(inputs[3..], g).Aggregate(inputs[0], inputs[1], inputs[2], x.Kept, x.Matrices, image);
                (sampled * gradient).sum().backward();
                return [Golden.Floats(sampled), .. inputs.Select(v => Golden.Floats(v.grad!))];
            }
        }
    }

    [Fact]
    public void Weights_add_up_to_one_so_an_even_image_gives_its_own_value()
    {
        using DisposeScope scope = NewDisposeScope();
        Inputs x = Inputs.Make(1, 1, 40, 3, 4, 2, 4, 1, drops: true);
        // The four features of the map are beyond the borders of a small image seen in its middle.
        Tensor matrices = tensor(new float[] { 32, 0.5f, 0, 0, 16, 0, 0.5f, 0, 1, 0, 0, 0, 0, 0, 0, 1 }, [1, 1, 4, 4]).repeat(1, 3, 1, 1);
        Tensor points = x.Points.abs() + tensor(new float[] { 1, 0, 0 });
        Tensor even = ones([1, 3, 8, 2, 2]) * 7;
        Tensor sampled = CameraFeatures.From([even], 2).Aggregate(points, x.Own, x.Cameras, x.Kept, matrices, image);
        TensorAssert.Close(Golden.Floats(sampled), [.. Enumerable.Repeat(7f, 40 * 8)], 1e-5, 0, "sampled");
    }

    [Fact]
    public void What_no_camera_sees_is_zero_and_has_no_gradient()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (Func<Tensor[], int, CameraFeatures> make in (Func<Tensor[], int, CameraFeatures>[])[CameraFeatures.From, CameraFeatures.ForComposition])
        {
            Tensor points = full([1, 3, 2, 3], -5.0).requires_grad_(); // behind the camera
            Tensor own = ones([1, 3, 2 * 1]).requires_grad_(), level = ones([1, 1, 4, 3, 3]).requires_grad_();
            Tensor sampled = make([level], 1).Aggregate(points, own, zeros([1, 1, 2]), null, eye(4).view(1, 1, 4, 4), image);
            sampled.sum().backward();
            Assert.All(Golden.Floats(sampled).Concat(Golden.Floats(points.grad!)).Concat(Golden.Floats(own.grad!)).Concat(Golden.Floats(level.grad!)),
                value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void Points_at_infinity_are_seen_by_none()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor points = full([1, 2, 1, 3], float.PositiveInfinity);
        points[0, 1] = float.NaN;
        Tensor sampled = CameraFeatures.From([ones([1, 1, 4, 3, 3])], 1).Aggregate(points, zeros([1, 2, 1]), zeros([1, 1, 1]), null, eye(4).view(1, 1, 4, 4), image);
        Assert.All(Golden.Floats(sampled), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Any_number_of_cores_gives_the_same_bits()
    {
        using DisposeScope scope = NewDisposeScope();
        Inputs x = Inputs.Make(3, 2, 300, 3, 3, 2, 16, 2, drops: true);
        Tensor gradient = x.Values("gradient", 1, 2, 300, 32);
        Tensor[] maps = [.. x.Levels.Select(level => level.permute(0, 1, 3, 4, 2).contiguous())];
        AggregationShape s = new(2, 300, 3, 3, 2, 16, image.Width, image.Height,
            [.. maps.Select(m => (int)m.shape[2])], [.. maps.Select(m => (int)m.shape[3])]);
        AggregationInputs inputs = new(
            Pointer(x.Points), Pointer(x.Own), Pointer(x.Cameras), (bool*)Pointer(x.Kept!), Pointer(x.Matrices), [Pointer(maps[0]), Pointer(maps[1])]);
        float[][] once = Run(1);
        Assert.All(once, values => Assert.Contains(values, value => value != 0));
        foreach (int threads in (int[])[2, 3, 8])
        {
            Assert.Equal(once, Run(threads));
        }

        float[][] Run(int threads)
        {
            Tensor output = zeros([2, 300, 32]);
            Tensor[] grads = [.. new[] { x.Points, x.Own, x.Cameras, maps[0], maps[1] }.Select(v => zeros_like(v))];
            DeformableAggregation.Forward(s, inputs, Pointer(output), threads);
            DeformableAggregation.Backward(
                s, inputs, Pointer(gradient), Pointer(grads[0]), Pointer(grads[1]), Pointer(grads[2]), [Pointer(grads[3]), Pointer(grads[4])], threads);
            return [Golden.Floats(output), .. grads.Select(Golden.Floats)];
        }
    }

    private static float* Pointer(Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));

    /// <summary>Cameras that look along x with some skew: most points fall into an image, some behind a camera, some beside it.</summary>
    private sealed record Inputs(int Seed, Tensor Points, Tensor Own, Tensor Cameras, Tensor? Kept, Tensor Matrices, Tensor[] Levels)
    {
        public Tensor Values(string name, double scale, params long[] shape) =>
            tensor(FormulaTensor.Values($"aggregation/{Seed}/{name}", shape.Aggregate(1L, (x, y) => x * y), (float)scale), shape);

        public static Inputs Make(int seed, int b, int k, int n, int p, int g, int c, int count, bool drops)
        {
            Inputs made = new(seed, empty(0), empty(0), empty(0), null, empty(0), []);
            Tensor matrices = made.Values("matrices", 8, b, n, 4, 4) + tensor(new float[] { 24, 24, 0, 0, 12, 0, 12, 0, 1, 0, 0, 0, 0, 0, 0, 1 }).view(4, 4);
            matrices[TensorIndex.Ellipsis, 2, TensorIndex.Colon] = made.Values("depth", 0.2, b, n, 4) + tensor(new float[] { 1, 0, 0, 0 });
            int logits = count * p * g;
            return made with
            {
                Points = made.Values("points", 4, b, k, p, 3) + tensor(new float[] { 3, 0, 0 }),
                Own = made.Values("own", 2, b, k, logits),
                Cameras = made.Values("cameras", 2, b, n, logits),
                Kept = drops ? made.Values("kept", 1, b, k, n, logits).gt(-0.7) : null,
                Matrices = matrices,
                Levels = [.. Enumerable.Range(0, count).Select(l => made.Values($"level{l}", 1, b, n, g * c, 9 - 2 * l, 13 - 3 * l))],
            };
        }
    }
}
