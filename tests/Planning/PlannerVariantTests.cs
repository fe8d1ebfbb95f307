using TorchSharp;
using static TorchSharp.torch;

namespace VoxPilot.Planning.Tests;

/// <summary>What a planner does without one of its parts (spec/sparseoccvla.md §8.5), and with other numbers of anchors and steps.</summary>
public sealed class PlannerVariantTests
{
    private static readonly PlannerConfig Nano = PlannerConfig.Nano();

    [Fact]
    public void Without_the_reasoned_score_the_language_model_does_not_enter_the_scores_but_the_trajectories()
    {
        using DisposeScope scope = NewDisposeScope();
        using Planner planner = Made(Nano with { ReasonedScore = false });
        (PlannerOutput before, PlannerOutput after) = Both(planner, input => input with { Plan = input.Plan * -1 });
        Assert.Equal(before.Scores, after.Scores);
        Assert.NotEqual(Points(before), Points(after));
        Assert.DoesNotContain(planner.state_dict().Keys, name => name.StartsWith("scorer.reason", StringComparison.Ordinal));
        Assert.NotEqual(before.Scores, Both(planner, input => input with { Ego = input.Ego + 1 }).After.Scores);
    }

    [Fact]
    public void Without_ego_fusion_the_cars_state_enters_the_scores_but_not_the_trajectories()
    {
        using DisposeScope scope = NewDisposeScope();
        using Planner planner = Made(Nano with { EgoFusion = false });
        (PlannerOutput before, PlannerOutput after) = Both(planner, input => input with { Ego = input.Ego + 1 });
        Assert.Equal(Points(before), Points(after));
        Assert.NotEqual(before.Scores, after.Scores);
        Assert.DoesNotContain(planner.state_dict().Keys, name => name.StartsWith("ego_shift", StringComparison.Ordinal) || name.StartsWith("ego.tokens", StringComparison.Ordinal));
    }

    [Fact]
    public void A_planner_that_hears_the_tokens_begins_with_them_alone_and_learns_to_listen_beside_them()
    {
        using DisposeScope scope = NewDisposeScope();
        using Planner plain = Made(Nano), hearing = Made(Nano with { HearsTokens = true });
        using IDisposable _ = no_grad();
        Dictionary<string, Tensor> weights = hearing.state_dict();
        foreach ((string name, Tensor value) in plain.state_dict())
        {
            weights[name].copy_(value);
        }
        weights[Planner.Gains].zero_();
        Tensor tokens = Input().Plan * 3 + 1; // a norm takes both away again
        PlanOptions options = new() { Noise = false };
        PlannerOutput alone = plain.Forward(Input(), Anchors(18), options), beside = hearing.Forward(Input() with { Plan = Input().Plan.flip(1), Tokens = tokens }, Anchors(18), options);
        Assert.All(alone.Scores.Zip(beside.Scores), s => Assert.Equal(s.First, s.Second, 1e-4));
        weights[Planner.Gains].fill_(0.3);
        PlannerOutput listening = hearing.Forward(Input() with { Plan = Input().Plan.flip(1), Tokens = tokens }, Anchors(18), options);
        Assert.NotEqual(beside.Scores, listening.Scores);
        Assert.Contains("tokens", Assert.Throws<ArgumentException>(() => hearing.Forward(Input(), Anchors(18), options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, true, true)]
    public void Every_parameter_of_a_variant_learns(bool reasoned, bool fused, bool hears)
    {
        using DisposeScope scope = NewDisposeScope();
        PlannerConfig config = Nano with { ReasonedScore = reasoned, EgoFusion = fused, HearsTokens = hears };
        using Planner planner = Made(config);
        AnchorTensors anchors = Anchors(18);
        PlannerContext context = planner.Encode(hears ? Input() with { Tokens = Input().Plan.flip(1) } : Input(), anchors);
        Tensor loss = context.Logits.sin().sum();
        foreach (Tensor layer in planner.Predict(context, config.Normalisation.Denormalise(anchors.Normalised), [7]))
        {
            loss = loss + layer.sin().sum();
        }
        loss.backward();
        Assert.All(planner.named_parameters(), p => Assert.True(p.parameter.grad is { } g && g.abs().sum().item<float>() > 0, p.name));
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(4, 20, 15, 10, 5)]
    public void The_network_is_called_as_often_as_the_config_says(int steps, params int[] times)
    {
        using DisposeScope scope = NewDisposeScope();
        using Planner planner = Made(Nano with { Steps = steps });
        List<int> heard = [];
        planner.Forward(Input(), Anchors(18), new(), new() { Denoised = step => heard.Add(step.Time) });
        Assert.Equal(times, heard);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(36)]
    public void There_are_as_many_scores_and_trajectories_as_anchors(int count)
    {
        using DisposeScope scope = NewDisposeScope();
        using Planner planner = Made(Nano with { Anchors = count });
        PlannerOutput output = planner.Forward(Input(), Anchors(count), new());
        Assert.Equal((count, count), (output.Scores.Count, output.Denoised.Count));
    }

    private static (PlannerOutput Before, PlannerOutput After) Both(Planner planner, Func<PlannerInput, PlannerInput> change)
    {
        AnchorTensors anchors = Anchors(18);
        PlanOptions options = new() { Noise = false };
        return (planner.Forward(Input(), anchors, options), planner.Forward(change(Input()), anchors, options));
    }

    // A new planner's refinements are zero: none of what is told would show.
    private static Planner Made(PlannerConfig config)
    {
        Planner planner = Planner.Create(config, 5);
        using IDisposable _ = no_grad();
        using Generator generator = new(4, CPU);
        foreach (TorchSharp.Modules.Parameter parameter in planner.parameters())
        {
            parameter.add_(randn(parameter.shape, generator: generator) * 0.05);
        }
        return planner;
    }

    private static AnchorTensors Anchors(int count) =>
        new(AnchorClustering.Cluster(MadeUpTrajectories.Generate(600, 1).Select(d => (d.Command, d.Trajectory)), 1, count), Nano.Normalisation);

    private static PlannerInput Input()
    {
        using Generator generator = new(2, CPU);
        return new(
            randn([1, 12, Nano.SceneWidth], generator: generator), randn([1, 12, 3], generator: generator) * 20,
            randn([1, Nano.EgoFeatures], generator: generator), randn([1, Nano.LanguageWidth], generator: generator));
    }

    private static IEnumerable<(double, double)> Points(PlannerOutput output) => output.Denoised.SelectMany(t => t.Points);
}
