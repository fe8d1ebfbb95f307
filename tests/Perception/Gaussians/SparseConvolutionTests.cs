using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Gaussians;

public sealed unsafe class SparseConvolutionTests
{
    private static readonly MetricBox range = new(new(-2, -1, 0), new(2, 3, 2.5));

    // B batch, K Gaussians, D width, kernel; 8 × 8 × 5 voxels of 0.5 m, so Gaussians meet and share voxels
    [Theory]
    [InlineData(1, 1, 16, 5)]
    [InlineData(2, 90, 16, 5)]
    [InlineData(1, 200, 48, 3)]
    [InlineData(3, 40, 32, 5)]
    public void On_occupied_voxels_both_twins_equal_a_dense_convolution(int b, int k, int d, int kernel)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            using DisposeScope scope = NewDisposeScope();
            VoxelKeys keys = new(range, 0.5, kernel);
            Tensor means = Means(seed, b, k), q = Values($"{seed}/q", b * k, d), weight = Values($"{seed}/w", kernel * kernel * kernel, d, d);
            Tensor gradient = Values($"{seed}/g", b * k, d);
            float[][] expected = Run((x, w) => Dense(x, w, means, kernel));
            IOccupiedVoxels[] twins = [new IndexedVoxels(VoxelPairs.Of(means.Span<float>(), b, keys)), new ComposedVoxels(means, keys)];
            foreach (IOccupiedVoxels voxels in twins)
            {
                float[][] actual = Run((x, w) => voxels.Spread(voxels.Convolve(voxels.Sum(x), w)));
                foreach ((string name, int i) in new[] { "output", "features", "weights" }.Select((name, i) => (name, i)))
                {
                    TensorAssert.RelativeToMax(actual[i], expected[i], 1e-4, $"{voxels.GetType().Name}, {name}, seed {seed}");
                }
            }

            float[][] Run(Func<Tensor, Tensor, Tensor> convolve)
            {
                Tensor x = q.clone().requires_grad_(), w = weight.clone().requires_grad_(), y = convolve(x, w);
                (y * gradient).sum().backward();
                return [Golden.Floats(y), Golden.Floats(x.grad!), Golden.Floats(w.grad!)];
            }
        }
    }

    [Fact]
    public void Gaussians_in_one_voxel_are_summed_and_each_gets_the_result()
    {
        using DisposeScope scope = NewDisposeScope();
        VoxelKeys keys = new(range, 0.5, 5);
        Tensor means = tensor(new float[] { 1.1f, 0.1f, 0.1f, -1, 0, 1, 1.3f, 0.4f, 0.4f, 1.2f, 0.2f, 0.3f }, [1, 4, 3]); // 0, 2 and 3 share one
        Tensor q = Values("shared", 4, 16);
        foreach (IOccupiedVoxels voxels in (IOccupiedVoxels[])[new IndexedVoxels(VoxelPairs.Of(means.Span<float>(), 1, keys)), new ComposedVoxels(means, keys)])
        {
            Tensor sum = voxels.Sum(q), spread = voxels.Spread(sum);
            Assert.Equal([2, 16], sum.shape);
            TensorAssert.Close(Golden.Floats(spread[0]), Golden.Floats(q[0] + q[2] + q[3]), 1e-6, 0, "sum");
            Assert.Equal(Golden.Floats(q[1]), Golden.Floats(spread[1]));
            Assert.Equal(Golden.Floats(spread[0]), Golden.Floats(spread[2]));
            Assert.Equal(Golden.Floats(spread[0]), Golden.Floats(spread[3]));
        }
    }

    [Fact]
    public void A_Gaussian_outside_of_the_range_or_nowhere_is_in_a_voxel_at_its_border()
    {
        using DisposeScope scope = NewDisposeScope();
        VoxelKeys keys = new(range, 0.5, 5);
        float[] outside = [-9, 9, 1.1f, 2, 3, 2.5f, float.NaN, float.PositiveInfinity, 0];
        float[] border = [-1.9f, 2.9f, 1.1f, 1.9f, 2.9f, 2.4f, -1.9f, 2.9f, 0.1f];
        for (int i = 0; i < outside.Length; i += 3)
        {
            Assert.Equal(keys.Of(1, border[i], border[i + 1], border[i + 2]), keys.Of(1, outside[i], outside[i + 1], outside[i + 2]));
        }
    }

    [Fact]
    public void Any_number_of_cores_gives_the_same_bits()
    {
        using DisposeScope scope = NewDisposeScope();
        const int D = 48;
        Tensor means = Means(9, 2, 400), weight = Values("threads/w", 125, D, D);
        VoxelPairs pairs = VoxelPairs.Of(means.Span<float>(), 2, new(range, 0.25, 5));
        Assert.True(pairs.Count > 300);
        Tensor x = Values("threads/x", pairs.Count, D), gradient = Values("threads/g", pairs.Count, D);
        float[][] once = Run(1);
        Assert.All(once, values => Assert.Contains(values, value => value != 0));
        foreach (int threads in (int[])[2, 3, 8])
        {
            Assert.Equal(once, Run(threads));
        }

        float[][] Run(int threads)
        {
            Tensor y = zeros([pairs.Count, D]), gradWeight = zeros_like(weight);
            SparseConvolution.Forward(pairs, Pointer(x), Pointer(weight), Pointer(y), D, D, threads);
            SparseConvolution.AddWeightGradient(pairs, Pointer(x), Pointer(gradient), Pointer(gradWeight), D, D, threads);
            return [Golden.Floats(y), Golden.Floats(gradWeight)];
        }
    }

    /// <summary>Sums in a dense grid, an ordinary convolution with zeros around, and what it says where the Gaussians are.</summary>
    private static Tensor Dense(Tensor q, Tensor weight, Tensor means, int kernel)
    {
        long b = means.shape[0], d = q.shape[1];
        Tensor voxel = ((means - tensor(new float[] { -2, -1, 0 })) / 0.5).floor().to_type(ScalarType.Int64);                   // (B, K, 3)
        Tensor place = (voxel * tensor(new long[] { 40, 5, 1 })).sum(-1) + arange(b).unsqueeze(1) * 320;                        // (B, K)
        Tensor grid = zeros([b * 320, d]).index_add(0, place.flatten(), q, 1).view(b, 8, 8, 5, d).permute(0, 4, 1, 2, 3);       // (B, D, 8, 8, 5)
        Tensor w = weight.unflatten(0, kernel, kernel, kernel).permute(4, 3, 0, 1, 2);                                          // (D out, D in, k, k, k)
        Tensor y = nn.functional.conv3d(grid, w, padding: [kernel / 2, kernel / 2, kernel / 2]);
        return y.permute(0, 2, 3, 4, 1).reshape(b * 320, d).index_select(0, place.flatten());
    }

    private static Tensor Means(int seed, int b, int k) =>
        Values($"{seed}/means", b, k, 3) * tensor(new float[] { 1.999f, 1.999f, 1.249f }) + tensor(new float[] { 0, 1, 1.25f });

    private static Tensor Values(string name, params long[] shape) =>
        tensor(FormulaTensor.Values($"sparse/{name}", shape.Aggregate(1L, (x, y) => x * y)), shape);

    private static float* Pointer(Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
