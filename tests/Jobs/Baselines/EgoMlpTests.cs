using TorchSharp;
using TorchSharp.Modules;
using VoxPilot.Core;
using VoxPilot.Jobs.Baselines;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Baselines;

public sealed class EgoMlpTests
{
    private static readonly EgoMlpOptions Small = new() { Width = 48, Epochs = 12, BatchSize = 64, LearningRate = 3e-3 };
    private static readonly Lazy<EgoMlp> Trained = new(() => EgoMlp.Train(MadeExamples.Arcs(40, 40, 1), Small, null, CancellationToken.None));

    [Fact]
    public void It_learns_what_follows_from_the_state_and_beats_constant_velocity_on_other_drives()
    {
        List<EgoExample> others = MadeExamples.Arcs(10, 30, 2);
        double mlp = Error(Trained.Value, others), constant = Error(new ConstantVelocityBaseline(), others), mean = Error(CommandMeanBaseline.Fit(MadeExamples.Arcs(40, 40, 1)), others);
        Assert.True(mlp < 0.25 * constant, $"ego-MLP {mlp:F2} m, constant velocity {constant:F2} m");
        Assert.True(constant < mean, $"constant velocity {constant:F2} m, mean per command {mean:F2} m");
        Assert.InRange(Trained.Value.HeldBackError, 0.3 * mlp, 3 * mlp);
    }

    [Fact]
    public void Changing_the_future_changes_the_target_and_nothing_of_the_input()
    {
        EgoExample straight = MadeExamples.Arc("s", 6, 0.2, 0, Command.Straight);
        EgoExample swerving = new("s", straight.Ego, straight.Command, MadeExamples.Future(6, -2, 0.5));
        Assert.Equal(straight.Features, swerving.Features);
        Assert.NotEqual(straight.Target, swerving.Target);
    }

    [Fact]
    public void The_same_seed_gives_the_same_planner_and_another_seed_another()
    {
        List<EgoExample> examples = MadeExamples.Arcs(5, 20, 3);
        EgoMlpOptions options = Small with { Epochs = 2 };
        EgoMlpWeights first = EgoMlp.Train(examples, options, null, TestContext.Current.CancellationToken).Weights, again = EgoMlp.Train(examples, options, null, TestContext.Current.CancellationToken).Weights;
        Assert.Equal(first.Weight2, again.Weight2);
        Assert.Equal(first.HeldBackError, again.HeldBackError);
        Assert.NotEqual(first.Weight2, EgoMlp.Train(examples, options with { Seed = 2 }, null, TestContext.Current.CancellationToken).Weights.Weight2);
    }

    [Fact]
    public void The_forward_pass_equals_torchs()
    {
        EgoMlpWeights weights = Trained.Value.Weights;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        Sequential network = EgoMlpTraining.Network(weights.Width);
        Fill(network, 0, weights.Weight1, weights.Bias1);
        Fill(network, 2, weights.Weight2, weights.Bias2);
        Fill(network, 4, weights.Weight3, weights.Bias3);
        foreach (EgoExample example in MadeExamples.Arcs(1, 20, 4))
        {
            Tensor x = (tensor(example.Features) - tensor(weights.InputMean)) / tensor(weights.InputScale);
            float[] expected = (network.forward(x) * tensor(weights.OutputScale) + tensor(weights.OutputMean)).Numbers();
            float[] actual = new float[EgoExample.TargetCount];
            Trained.Value.Forward(example.Features, actual);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
        }
    }

    [Fact]
    public void Whole_scenes_are_held_back_and_at_least_one_is_trained_on()
    {
        HashSet<string> held = EgoMlpTraining.HeldBackScenes(MadeExamples.Arcs(20, 3, 1), Small);
        Assert.Equal(2, held.Count);
        Assert.Equal(held, EgoMlpTraining.HeldBackScenes(MadeExamples.Arcs(20, 3, 1), Small));
        Assert.Single(EgoMlpTraining.HeldBackScenes(MadeExamples.Arcs(2, 3, 1), Small with { HeldBack = 0.9 }));
        Assert.Empty(EgoMlpTraining.HeldBackScenes(MadeExamples.Arcs(1, 3, 1), Small));
    }

    [Fact]
    public void Without_an_ego_state_it_has_the_mean_of_the_command_alone()
    {
        CommandMeanBaseline mean = CommandMeanBaseline.Fit(MadeExamples.Arcs(40, 40, 1));
        Assert.Equal(mean.Plan(null, Command.Left).Points, Trained.Value.Plan(null, Command.Left).Points);
    }

    [Fact]
    public void A_kept_one_plans_the_same()
    {
        string path = Path.Combine(Path.GetTempPath(), $"ego-mlp-{Guid.NewGuid():N}.safetensors");
        try
        {
            Trained.Value.Weights.Save(path);
            EgoMlp read = new(EgoMlpWeights.Load(path));
            EgoState ego = MadeExamples.State(7, 0.5, 0.1);
            Assert.Equal(Trained.Value.Plan(ego, Command.Right).Points, read.Plan(ego, Command.Right).Points);
            Assert.Equal(Trained.Value.Plan(null, null).Points, read.Plan(null, null).Points);
            Assert.Equal((Trained.Value.Fingerprint, Trained.Value.HeldBackError), (read.Fingerprint, read.HeldBackError));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Passes_are_told_and_it_stops_where_told()
    {
        using CancellationTokenSource source = new();
        List<EgoMlpEpoch> heard = [];
        Assert.Throws<OperationCanceledException>(() => EgoMlp.Train(MadeExamples.Arcs(5, 20, 3), Small, new Listener(epoch =>
        {
            heard.Add(epoch);
            if (epoch.Epoch == 3)
            {
                source.Cancel();
            }
        }), source.Token));
        Assert.Equal([1, 2, 3], heard.Select(e => e.Epoch));
        Assert.All(heard, e => Assert.True(e.Training > 0 && e.HeldBack > 0 && e.Epochs == Small.Epochs));
    }

    [Fact]
    public void Without_examples_it_does_not_train() => Assert.Contains("no example", Assert.Throws<ArgumentException>(() => EgoMlp.Train([], null, null, TestContext.Current.CancellationToken)).Message);

    private static double Error(IPlanBaseline planner, List<EgoExample> examples) => examples.Average(e =>
        planner.Plan(e.Ego, e.Command).Points.Zip(e.Future.Points).Average(p => Math.Sqrt(Math.Pow(p.First.X - p.Second.X, 2) + Math.Pow(p.First.Y - p.Second.Y, 2))));

    private static void Fill(Sequential network, int index, float[] weight, float[] bias)
    {
        Linear layer = (Linear)network[index];
        layer.weight.copy_(tensor(weight, layer.weight.shape));
        layer.bias!.copy_(tensor(bias));
    }

    private sealed class Listener(Action<EgoMlpEpoch> hear) : IProgress<EgoMlpEpoch>
    {
        public void Report(EgoMlpEpoch value) => hear(value);
    }
}
