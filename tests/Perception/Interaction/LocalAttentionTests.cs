using TorchSharp;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Interaction;

public sealed class LocalAttentionTests
{
    // B batch, Q queries, K keys, N neighbours, H heads, d channels of a head
    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1)]
    [InlineData(2, 70, 9, 5, 3, 6)]
    [InlineData(1, 40, 300, 16, 4, 32)]
    [InlineData(3, 33, 12, 17, 2, 19)]
    [InlineData(1, 3, 200, 128, 8, 8)]
    public void The_kernel_and_its_gradients_agree_with_the_composition(int b, int q, int k, int n, int heads, int d)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            foreach (bool plain in (bool[])[true, false])
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor Values(string name, params long[] shape) => tensor(FormulaTensor.Values($"attention/{seed}/{name}", shape.Aggregate(1L, (x, y) => x * y), 2), shape);
                using LocalAttention attention = new(heads * d, heads, 0);
                Tensor neighbours = Lists(seed, b, q, k, n), gradient = Values("gradient", b, q, heads * d);
                Tensor[] inputs = [Values("q", b, q, heads * d), Values("k", b, k, heads * d), Values("v", b, k, heads * d), Values("bias", b, q, heads, n)];
                Tensor? factors = plain ? null : Values("factors", b, q, heads, n).gt(-1).to_type(ScalarType.Float32) * 2;
                float[][] expected = Run((x, bias) => LocalAttentionReference.Attend(x[0], x[1], x[2], neighbours, heads, bias, factors));
                float[][] actual = Run((x, bias) => attention.AttendByKernel(x[0], x[1], x[2], neighbours, bias, factors));
                foreach ((string name, int i) in new[] { "output", "queries", "keys", "values", "bias" }.Select((name, i) => (name, i)))
                {
                    TensorAssert.RelativeToMax(actual[i], expected[i], 1e-5, $"{name}, seed {seed}");
                }

                float[][] Run(Func<Tensor[], Tensor?, Tensor> attend)
                {
                    Tensor[] x = [.. inputs.Select(input => input.clone().requires_grad_())];
                    Tensor y = attend(x, plain ? null : x[3]);
                    (y * gradient).sum().backward();
                    return [Golden.Floats(y), .. x.Select(input => input.grad is null ? [] : Golden.Floats(input.grad))];
                }
            }
        }
    }

    [Fact]
    public void A_head_of_a_sample_alone_gives_the_same_bits_as_all_that_share_the_cores()
    {
        using DisposeScope scope = NewDisposeScope();
        const int Heads = 4, D = 16;
        Tensor neighbours = Lists(6, 2, 500, 20, 16); // every key is listed often
        Tensor[] inputs = [SmallScene.Values("q", 1, 2, 500, Heads * D), SmallScene.Values("k", 1, 2, 20, Heads * D), SmallScene.Values("v", 1, 2, 20, Heads * D)];
        Tensor[] together = Run(inputs, neighbours, Heads);
        for (int b = 0; b < 2; b++)
        {
            for (int h = 0; h < Heads; h++)
            {
                Tensor Part(Tensor tensor) => tensor.narrow(0, b, 1).narrow(2, h * D, D).contiguous();
                Tensor[] alone = Run([.. inputs.Select(Part)], neighbours.narrow(0, b, 1), 1);
                Assert.All(together.Zip(alone), pair => Assert.Equal(Part(pair.First).bytes.ToArray(), pair.Second.bytes.ToArray()));
            }
        }

        static Tensor[] Run(Tensor[] inputs, Tensor neighbours, int heads)
        {
            using LocalAttention attention = new(heads * D, heads, 0);
            Tensor[] x = [.. inputs.Select(input => input.clone().requires_grad_())];
            Tensor y = attention.AttendByKernel(x[0], x[1], x[2], neighbours, null, null);
            y.square().sum().backward();
            return [y.detach(), .. x.Select(input => input.grad!)];
        }
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void A_query_without_neighbours_gets_zeros_and_gives_no_gradient(ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(4);
        using LocalAttention attention = new(24, 3, 0);
        attention.to(type);
        Tensor queries = randn([2, 4, 24], dtype: type).requires_grad_(), memory = randn([2, 6, 24], dtype: type).requires_grad_();
        Tensor neighbours = Lists(1, 2, 4, 6, 5);
        neighbours[1, 2] = -1;
        Tensor attended = attention.forward(queries, attention.Keys(memory), attention.Values(memory), neighbours);
        attended.sum().backward();
        Assert.All(Golden.Floats(attended[1, 2]), value => Assert.Equal(0, value));
        Assert.All(Golden.Floats(queries.grad![1, 2]), value => Assert.Equal(0, value));
        Assert.Contains(Golden.Floats(attended[1, 1]), value => value != 0);
        Assert.All(Golden.Floats(memory.grad!), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Dropout_in_training_is_the_same_for_the_same_seed_and_keeps_the_mean()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        manual_seed(4);
        using LocalAttention attention = new(16, 2, 0.3);
        Tensor queries = randn([1, 20, 16]), memory = randn([1, 30, 16]), neighbours = Lists(2, 1, 20, 30, 16);
        Tensor keys = attention.Keys(memory), values = attention.Values(memory);
        attention.eval();
        Tensor expected = attention.forward(queries, keys, values, neighbours);
        attention.train();
        manual_seed(5);
        Tensor first = attention.forward(queries, keys, values, neighbours);
        manual_seed(5);
        Assert.Equal(Golden.Floats(first), Golden.Floats(attention.forward(queries, keys, values, neighbours)));
        Assert.NotEqual(Golden.Floats(first), Golden.Floats(expected));
        Tensor sum = zeros_like(expected);
        for (int i = 0; i < 2000; i++)
        {
            sum = sum + attention.forward(queries, keys, values, neighbours);
        }
        TensorAssert.RelativeToMax(Golden.Floats(sum / 2000), Golden.Floats(expected), 0.05, "mean over 2000 draws");
    }

    [Fact]
    public void Where_autocast_is_on_queries_attend_in_single_precision()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(4);
        using LocalAttention attention = new(32, 2, 0);
        Tensor queries = randn([1, 20, 32]), memory = randn([1, 30, 32]), neighbours = Lists(3, 1, 20, 30, 8);
        Tensor Attend() => attention.forward(queries, attention.Keys(memory), attention.Values(memory), neighbours).to_type(ScalarType.Float32);
        Tensor expected = Attend(), actual;
        using (new Autocast(DeviceType.CPU))
        {
            actual = Attend();
        }
        TensorAssert.RelativeToMax(Golden.Floats(actual), Golden.Floats(expected), 0.03, "attended");
    }

    [Fact]
    public void Heads_that_do_not_divide_the_width_are_refused() =>
        Assert.Contains("5 heads", Assert.Throws<ArgumentException>(() => new LocalAttention(32, 5, 0)).Message, StringComparison.Ordinal);

    // Places with holes; some queries list nothing, some a key twice.
    private static Tensor Lists(int seed, int b, int q, int k, int n)
    {
        Random random = new(seed);
        int[] places = new int[b * q * n];
        for (int i = 0; i < b * q; i++)
        {
            double holes = i % 5 == 4 ? 1 : random.NextDouble() * 0.6;
            for (int j = 0; j < n; j++)
            {
                places[i * n + j] = random.NextDouble() < holes ? NeighbourSearch.None : random.Next(k);
            }
        }
        return tensor(places, [b, q, n]);
    }
}
