using TorchSharp;
using VoxPilot.Core;
using static TorchSharp.torch;

namespace VoxPilot.Planning.Tests;

public sealed class PlannerTests : IDisposable
{
    private static readonly PlannerConfig Config = PlannerConfig.Nano();
    private static readonly AnchorTensors Anchors = new(
        AnchorClustering.Cluster(MadeUpTrajectories.Generate(600, 1).Select(d => (d.Command, d.Trajectory)), 1), Config.Normalisation);
    private readonly Planner planner = Planner.Create(Config, 5);

    [Fact]
    public void The_same_seed_gives_the_same_planner_and_the_same_plan()
    {
        using DisposeScope scope = NewDisposeScope();
        using Planner again = Planner.Create(Config, 5);
        using Planner other = Planner.Create(Config, 6);
        Perturb(planner);
        Perturb(again);
        PlannerInput input = Input(1);
        PlannerOutput a = planner.Forward(input, Anchors, new() { Seed = 3 }), b = again.Forward(input, Anchors, new() { Seed = 3 });
        Assert.Equal(a.Scores, b.Scores);
        Assert.Equal(Points(a.Denoised), Points(b.Denoised));
        Assert.NotEqual(a.Scores, other.Forward(input, Anchors, new()).Scores);
    }

    [Fact]
    public void A_new_planner_gives_its_anchors()
    {
        using DisposeScope scope = NewDisposeScope();
        PlannerOutput output = planner.Forward(Input(1), Anchors, new()); // noise is no part of the answer
        for (int k = 0; k < Anchors.Set.Count; k++)
        {
            Assert.InRange(AnchorSet.MeanDistance(Anchors.Set.Anchors[k].Trajectory, output.Denoised[k]), 0, 1e-4);
        }
    }

    [Fact]
    public void The_cars_own_motion_moves_the_anchors_at_every_refinement()
    {
        using DisposeScope scope = NewDisposeScope();
        PlannerInput slow = Input(1), fast = slow with { Ego = slow.Ego + 1 };
        using IDisposable _ = no_grad();
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in planner.named_parameters())
        {
            if (name.StartsWith("ego_shift.displacement.4", StringComparison.Ordinal))
            {
                parameter.add_(0.05); // the decoder's own refinements are still zero
            }
        }
        Tensor[] at = [.. new[] { slow, fast }.Select(input => planner.Encode(input, Anchors)).Select(context =>
        {
            IReadOnlyList<Tensor> layers = planner.Predict(context, new float[Anchors.Set.Count * Trajectory.Steps * 2], [5]);
            Assert.Equal(Config.Layers, layers.Count);
            Assert.All(layers, layer => Assert.True(layer.equal(context.Decoder.Start!).all().item<bool>()));
            return layers[^1];
        })];
        Assert.True((at[0] - at[1]).abs().max().item<float>() > 1e-3);
        Assert.True((at[0] - Anchors.Displacements(CPU)).abs().max().item<float>() > 1e-3);
    }

    [Fact]
    public void Scores_come_first_then_every_step_of_every_sample()
    {
        using DisposeScope scope = NewDisposeScope();
        Perturb(planner);
        List<string> heard = [];
        PlannerOutput output = planner.Forward(Input(1), Anchors, new() { Samples = 2, Seed = 9 }, new()
        {
            Scored = s => heard.Add($"{s.Count} scores"),
            Denoised = s => heard.Add($"{s.Sample}:{s.Step}/{s.Steps} t={s.Time} {s.Trajectories.Count}"),
        });
        Assert.Equal(["18 scores", "0:0/2 t=20 18", "0:1/2 t=10 18", "1:0/2 t=20 18", "1:1/2 t=10 18"], heard);
        Assert.Equal([9UL, 10UL], output.Samples.Select(s => s.Seed));
        Assert.NotEqual(Points(output.Samples[0].Denoised), Points(output.Samples[1].Denoised));
        Assert.All(output.Scores, s => Assert.InRange(s, 0, 1));
    }

    [Fact]
    public void A_sample_can_be_drawn_again_alone()
    {
        using DisposeScope scope = NewDisposeScope();
        Perturb(planner);
        PlannerOutput two = planner.Forward(Input(1), Anchors, new() { Samples = 2, Seed = 9 });
        PlannerOutput one = planner.Forward(Input(1), Anchors, new() { Seed = two.Samples[1].Seed });
        Assert.Equal(Points(two.Samples[1].Denoised), Points(one.Denoised));
    }

    [Fact]
    public void Without_noise_all_samples_agree()
    {
        using DisposeScope scope = NewDisposeScope();
        PlannerOutput output = planner.Forward(Input(1), Anchors, new() { Samples = 2, Noise = false, Sampler = PlanSampler.DdimCompat });
        Assert.Equal(Points(output.Samples[0].Denoised), Points(output.Samples[1].Denoised));
    }

    [Fact]
    public void Scene_ego_and_language_all_reach_scores_or_trajectories()
    {
        using DisposeScope scope = NewDisposeScope();
        Perturb(planner);
        PlannerInput input = Input(1);
        PlanOptions options = new() { Noise = false };
        PlannerOutput basis = planner.Forward(input, Anchors, options);
        PlannerOutput scene = planner.Forward(input with { Scene = input.Scene * -1 }, Anchors, options);
        PlannerOutput centres = planner.Forward(input with { Centres = input.Centres + tensor(new float[] { 9, -4, 0 }) }, Anchors, options);
        PlannerOutput ego = planner.Forward(input with { Ego = input.Ego + 1 }, Anchors, options);
        PlannerOutput plan = planner.Forward(input with { Plan = input.Plan * -1 }, Anchors, options);
        Assert.Equal(basis.Scores, scene.Scores);
        Assert.All(new[] { ego, plan }, o => Assert.NotEqual(basis.Scores, o.Scores));
        Assert.All(new[] { scene, centres, ego, plan }, o => Assert.NotEqual(Points(basis.Denoised), Points(o.Denoised)));
    }

    [Fact]
    public void Scenes_planned_together_are_planned_as_alone()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradients = no_grad();
        Perturb(planner);
        PlannerInput a = Input(1), b = Input(2);
        PlannerInput both = new(cat([a.Scene, b.Scene]), cat([a.Centres, b.Centres]), cat([a.Ego, b.Ego]), cat([a.Plan, b.Plan]));
        float[] noisy = Config.Normalisation.Denormalise(Anchors.Normalised);
        Tensor together = planner.Predict(planner.Encode(both, Anchors), [.. noisy, .. noisy], [5, 30])[^1];
        Assert.Equal([2L, 18, 6, 2], together.shape);
        Testing.TensorAssert.Close(together[0], planner.Predict(planner.Encode(a, Anchors), noisy, [5])[^1][0], 1e-4, 1e-4, "first");
        Testing.TensorAssert.Close(together[1], planner.Predict(planner.Encode(b, Anchors), noisy, [30])[^1][0], 1e-4, 1e-4, "second");
        Assert.Throws<ArgumentException>(() => planner.Forward(both, Anchors, new()));
    }

    [Fact]
    public void Every_parameter_learns()
    {
        using DisposeScope scope = NewDisposeScope();
        Perturb(planner);
        PlannerContext context = planner.Encode(Input(1), Anchors);
        float[] noisy = Config.Normalisation.Denormalise(Anchors.Normalised);
        Tensor loss = context.Logits.sin().sum();
        foreach (Tensor layer in planner.Predict(context, noisy, [7]))
        {
            loss = loss + layer.sin().sum();
        }
        loss.backward();
        Assert.All(planner.named_parameters(), p => Assert.True(p.parameter.grad is { } g && g.abs().sum().item<float>() > 0, p.name));
    }

    [Fact]
    public void Planning_leaves_no_tensors_behind()
    {
        using DisposeScope scope = NewDisposeScope();
        PlannerInput input = Input(1);
        planner.Forward(input, Anchors, new());
        int before = scope.DisposablesCount;
        planner.Forward(input, Anchors, new());
        Assert.Equal(before, scope.DisposablesCount);
    }

    public void Dispose() => planner.Dispose();

    // Zero-initialised layers would hide what flows through them.
    private static void Perturb(Planner planner)
    {
        using IDisposable noGradients = no_grad();
        SeededRandom random = new(77);
        foreach ((_, TorchSharp.Modules.Parameter parameter) in planner.named_parameters())
        {
            float[] values = new float[parameter.numel()];
            random.Normal(values);
            parameter.add_(tensor(values).view(parameter.shape) * 0.05);
        }
    }

    private static PlannerInput Input(ulong seed)
    {
        SeededRandom random = new(seed);
        Tensor Draw(float scale, params long[] shape)
        {
            float[] values = new float[shape.Aggregate(1L, (a, b) => a * b)];
            random.Normal(values);
            return tensor(values).view(shape) * scale;
        }
        return new(
            Draw(1, 1, 32, Config.SceneWidth), Draw(15, 1, 32, 3),
            tensor(EgoFeatures.From(new() { Velocity = (6, 0) }, Command.Left)).view(1, -1), Draw(1, 1, Config.LanguageWidth));
    }

    private static IEnumerable<(double, double)> Points(IEnumerable<Trajectory> trajectories) => trajectories.SelectMany(t => t.Points);
}
