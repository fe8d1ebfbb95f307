using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Interaction;

public sealed class QueryInteractionTests
{
    private static readonly GridSpec grid = SmallScene.Encoder.Grid;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fresh_module_changes_no_bit(bool relative)
    {
        using DisposeScope scope = NewDisposeScope();
        QueryInteractionConfig config = SmallScene.Interaction with { RelativePosition = relative };
        using QueryInteraction made = new(config, grid), seeded = Create(config);
        (Tensor q, Tensor centres) = Queries(2);
        foreach (QueryInteraction interaction in (QueryInteraction[])[made, seeded])
        {
            foreach (bool training in (bool[])[false, true])
            {
                interaction.train(training);
                Tensor after = interaction.forward(q, centres, interaction.Remember(SmallScene.Gaussians(2)));
                Assert.NotSame(q, after);
                Assert.Equal(q.bytes.ToArray(), after.bytes.ToArray());
            }
        }
    }

    [Fact]
    public void What_it_adds_is_the_attention_over_the_nearest_kept_Gaussians_and_then_the_network()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        using QueryInteraction interaction = Create(SmallScene.Interaction with { Neighbours = 3 });
        SmallScene.Awaken(interaction);
        GaussianSet gaussians = SmallScene.Gaussians(2);
        (Tensor q, Tensor centres) = Queries(2);
        Tensor expected = interaction.forward(q, centres, interaction.Remember(gaussians));

        // Only the three nearest of those opaque enough remain: nothing changes. One of them moved away: something does.
        for (int b = 0; b < 2; b++)
        {
            float[] opacity = Golden.Floats(gaussians.Opacities[b]);
            bool[] kept = [.. opacity.Select(o => o >= 0.1f)];
            Assert.InRange(kept.Count(k => k), 20, 180);
            int[] nearest = NeighbourSearchReference.Find(Golden.Floats(gaussians.Means[b]), kept, Golden.Floats(centres[b, 4].unsqueeze(0)), 3);
            Tensor index = tensor([.. nearest.Select(i => (long)i)]);
            GaussianSet Only(Tensor places) => new()
            {
                Means = gaussians.Means.narrow(0, b, 1).index_select(1, places),
                Scales = gaussians.Scales.narrow(0, b, 1).index_select(1, places),
                Rotations = gaussians.Rotations.narrow(0, b, 1).index_select(1, places),
                Opacities = gaussians.Opacities.narrow(0, b, 1).index_select(1, places),
                Harmonics = gaussians.Harmonics!.narrow(0, b, 1).index_select(1, places),
                Features = gaussians.Features!.narrow(0, b, 1).index_select(1, places),
            };
            Tensor One(GaussianSet set) => interaction.forward(q.narrow(0, b, 1), centres.narrow(0, b, 1), interaction.Remember(set))[0, 4];
            TensorAssert.RelativeToMax(Golden.Floats(One(Only(index))), Golden.Floats(expected[b, 4]), 1e-5, $"query of sample {b}");
            double moved = (One(Only(index.narrow(0, 0, 2))) - expected[b, 4]).abs().max().item<float>();
            Assert.True(moved > 1e-3, $"Without its third neighbour the query changed by {moved}.");
        }
    }

    [Fact]
    public void A_sample_that_keeps_no_Gaussian_passes_unchanged_beside_one_that_keeps_some()
    {
        using DisposeScope scope = NewDisposeScope();
        using QueryInteraction interaction = Create(SmallScene.Interaction);
        SmallScene.Awaken(interaction);
        GaussianSet gaussians = SmallScene.Gaussians(2);
        (Tensor q, Tensor centres) = Queries(2);
        gaussians.Opacities[1] = 0.09f;
        GaussianMemory memory = interaction.Remember(gaussians);
        Assert.Equal(0, memory.Kept[1]);
        Assert.InRange(memory.Kept[0], 20, 180);
        Tensor after = interaction.forward(q, centres, memory);
        Assert.Equal(Golden.Floats(q[1]), Golden.Floats(after[1]));
        Assert.NotEqual(Golden.Floats(q[0]), Golden.Floats(after[0]));

        gaussians.Opacities[0] = 0;
        Assert.Equal(Golden.Floats(q), Golden.Floats(interaction.forward(q, centres, interaction.Remember(gaussians))));
        Assert.Equal(Golden.Floats(q), Golden.Floats(interaction.forward(q, centres, interaction.Remember(SmallScene.Gaussians(2, count: 0)))));
    }

    [Fact]
    public void Fewer_Gaussians_than_neighbours_and_places_that_are_not_finite_do_no_harm()
    {
        using DisposeScope scope = NewDisposeScope();
        using QueryInteraction interaction = Create(SmallScene.Interaction);
        SmallScene.Awaken(interaction);
        GaussianSet gaussians = SmallScene.Gaussians(1, count: 5);
        gaussians.Opacities[0] = 0.9f;
        (Tensor q, Tensor centres) = Queries(1);
        GaussianMemory all = interaction.Remember(gaussians);
        Assert.Equal([5], all.Kept);
        Assert.All(Golden.Floats(interaction.forward(q, centres, all)), value => Assert.True(float.IsFinite(value)));
        gaussians.Means[0, 2] = float.NaN;
        GaussianMemory four = interaction.Remember(gaussians);
        Assert.Equal([4], four.Kept);
        Assert.All(Golden.Floats(interaction.forward(q, centres, four)), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_are_those_of_finite_differences(bool relative)
    {
        using DisposeScope scope = NewDisposeScope();
        using QueryInteraction interaction = Create(SmallScene.Interaction with { Neighbours = 4, RelativePosition = relative });
        SmallScene.Awaken(interaction);
        interaction.to(ScalarType.Float64);
        GaussianSet gaussians = SmallScene.Gaussians(1, 40, ScalarType.Float64);
        (Tensor q, Tensor centres) = Queries(1);
        q = q.to_type(ScalarType.Float64).detach().requires_grad_();
        gaussians.Features!.requires_grad_();
        Tensor gradient = SmallScene.Values("gradient", 1, 1, q.shape[1], q.shape[2]).to_type(ScalarType.Float64);
        Tensor Loss() => (interaction.forward(q, centres.to_type(ScalarType.Float64), interaction.Remember(gaussians)) * gradient).sum();
        Loss().backward();

        Dictionary<string, Tensor> leaves = interaction.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        (leaves["queries"], leaves["gaussians"]) = (q, gaussians.Features);
        using IDisposable _ = no_grad();
        Random random = new(3);
        int acting = 0;
        foreach ((string name, Tensor leaf) in leaves)
        {
            Assert.True(leaf.grad is not null, name);
            for (int draw = 0; draw < 6; draw++)
            {
                long place = random.NextInt64(leaf.numel());
                double before = leaf.view(-1)[place].item<double>(), found = leaf.grad.reshape(-1)[place].item<double>();
                double At(double value)
                {
                    leaf.view(-1)[place] = value;
                    return Loss().item<double>();
                }
                const double Step = 1e-6;
                double expected = (At(before + Step) - At(before - Step)) / (2 * Step);
                leaf.view(-1)[place] = before;
                Assert.True(Math.Abs(found - expected) <= 1e-6 * (1 + Math.Abs(expected)), $"{name}[{place}]: {found}, by differences {expected}");
                acting += Math.Abs(expected) > 1e-4 ? 1 : 0;
            }
        }
        Assert.True(acting > leaves.Count, $"Only {acting} drawn numbers act on the result.");
    }

    [Fact]
    public void The_kernel_and_operators_of_tensors_agree_over_the_whole_module()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        using QueryInteraction interaction = Create(SmallScene.Interaction with { RelativePosition = true });
        SmallScene.Awaken(interaction);
        (Tensor q, Tensor centres) = Queries(2);
        float[] single = Golden.Floats(interaction.forward(q, centres, interaction.Remember(SmallScene.Gaussians(2))));
        interaction.to(ScalarType.Float64);
        Tensor wide = interaction.forward(
            q.to_type(ScalarType.Float64), centres.to_type(ScalarType.Float64), interaction.Remember(SmallScene.Gaussians(2, type: ScalarType.Float64)));
        Assert.Equal(ScalarType.Float64, wide.dtype);
        TensorAssert.RelativeToMax(single, Golden.Floats(wide), 1e-5, "queries");
    }

    [Fact]
    public void Where_autocast_is_on_it_says_nearly_the_same()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        using QueryInteraction interaction = Create(SmallScene.Interaction with { RelativePosition = true });
        SmallScene.Awaken(interaction);
        (Tensor q, Tensor centres) = Queries(1);
        Tensor Run() => interaction.forward(q, centres, interaction.Remember(SmallScene.Gaussians(1)));
        Tensor expected = Run(), actual;
        using (new Autocast(DeviceType.CPU))
        {
            actual = Run();
        }
        Assert.Equal(ScalarType.Float32, actual.dtype);
        TensorAssert.RelativeToMax(Golden.Floats(actual), Golden.Floats(expected), 0.03, "queries");
    }

    [Fact]
    public void A_Gaussian_is_read_the_same_whichever_sign_its_quaternion_has()
    {
        using DisposeScope scope = NewDisposeScope();
        GaussianSet gaussians = SmallScene.Gaussians(1);
        Tensor numbers = GaussianGeometry.Of(gaussians, grid);
        Assert.Equal([1, 200, GaussianGeometry.Width], numbers.shape);
        Assert.Equal(Golden.Floats(numbers), Golden.Floats(GaussianGeometry.Of(gaussians with { Rotations = -gaussians.Rotations }, grid)));
        Tensor corner = GaussianGeometry.Of(gaussians with { Means = tensor(new float[] { 10, -10, 4 }).expand(1, 200, 3), Harmonics = null }, grid);
        TensorAssert.Close(Golden.Floats(corner[0, 0].narrow(0, 0, 3)), [1, 0, 1], 1e-6, 0, "mean");
        Assert.Equal([0.5f, 0.5f, 0.5f], Golden.Floats(corner[0, 0].narrow(0, 11, 3)));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using QueryInteraction interaction = Create(SmallScene.Interaction);
        GaussianSet gaussians = SmallScene.Gaussians(1);
        Assert.Contains("none were given", Assert.Throws<ArgumentException>(() => interaction.Remember(gaussians with { Features = null })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => interaction.Remember(gaussians with { Features = zeros([1, 200, 7]) }));
        Assert.Throws<ArgumentException>(() => new QueryInteraction(SmallScene.Interaction with { Neighbours = 129 }, grid));
        (Tensor q, Tensor centres) = Queries(2);
        Assert.Throws<ArgumentException>(() => interaction.forward(q, centres, interaction.Remember(gaussians)));
    }

    private static QueryInteraction Create(QueryInteractionConfig config)
    {
        QueryInteraction interaction = new(config, grid);
        using Generator generator = new(5, CPU);
        interaction.Initialize(generator);
        interaction.eval();
        return interaction;
    }

    private static (Tensor Queries, Tensor Centres) Queries(int batch) =>
        (SmallScene.Values("queries", 2, batch, 11, SmallScene.Encoder.Width), SmallScene.Values("centres", 12, batch, 11, 3));
}
