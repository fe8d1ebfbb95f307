using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.Planning;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Training.Stages;

public sealed class PlanningStageTests(SmallPlanning small) : IClassFixture<SmallPlanning>
{
    private const string Cache = "cache";
    private const int Draws = 3;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_loss_falls_on_a_handful_of_frames()
    {
        using PlanningStage stage = small.Open(Cache, SmallPlanning.Lesson with { EgoDropout = 0 });
        using DisposeScope scope = NewDisposeScope();
        Train(stage, true);
        using optim.Optimizer optimizer = optim.AdamW(stage.Parts.SelectMany(part => part.Module.parameters()), 2e-3);
        using IBatchSource<TrainingBatch> batches = stage.Batches(default);
        using TrainingBatch batch = batches.Take(Token);
        Dictionary<string, float> before = Means();
        for (int step = 0; step < 30; step++)
        {
            using DisposeScope inner = NewDisposeScope();
            manual_seed(step % Draws);
            IReadOnlyList<LossTerm> terms = stage.Losses(batch, step);
            optimizer.zero_grad();
            terms.Where(term => term.Minimised).Select(term => term.Value).Aggregate((a, b) => a + b).backward();
            optimizer.step();
        }
        Dictionary<string, float> after = Means();
        Assert.Equal(
            ["score", "trajectory.0", "trajectory.1", "position", "score.accuracy", "l2.mean", "l2.3s", "forecast.1s.pts", "forecast.1s.cls", "forecast.2s.pts", "forecast.2s.cls", "forecast.3s.pts", "forecast.3s.cls"],
            before.Keys);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", before.Keys.Select(n => $"{n} {before[n]:0.000}->{after[n]:0.000}")));
        foreach (string name in before.Keys.Where(name => name is not ("score.accuracy" or "l2.mean" or "l2.3s")))
        {
            Assert.True(after[name] < before[name], $"{name} went from {before[name]} to {after[name]}");
        }
        Assert.True(after["l2.mean"] < before["l2.mean"] || after["score.accuracy"] == 1, $"L2 went from {before["l2.mean"]} to {after["l2.mean"]}");

        // The terms of the very draws that are learnt from: a term's noise is several times what it falls by in a step.
        Dictionary<string, float> Means()
        {
            Dictionary<string, float> sums = [];
            for (int draw = 0; draw < Draws; draw++)
            {
                using DisposeScope inner = NewDisposeScope();
                using IDisposable _ = no_grad();
                manual_seed(draw);
                foreach (LossTerm term in stage.Losses(batch, 0))
                {
                    sums[term.Name] = sums.GetValueOrDefault(term.Name) + term.Value.item<float>() / Draws;
                }
            }
            return sums;
        }
    }

    [Fact]
    public void A_planner_that_learns_alone_needs_no_forecasts()
    {
        using PlanningStage stage = small.Open(Cache, SmallPlanning.Lesson with { Frozen = ["forecaster", "connector"] });
        using DisposeScope scope = NewDisposeScope();
        using IBatchSource<TrainingBatch> batches = stage.Batches(default);
        using TrainingBatch batch = batches.Take(Token);
        Assert.Equal(["score", "trajectory.0", "trajectory.1", "position", "score.accuracy", "l2.mean", "l2.3s"], stage.Losses(batch, 0).Select(term => term.Name));
        Assert.All(batch.Samples, sample => Assert.Null(sample.Now.Occupancy));
    }

    [Fact]
    public void A_packs_planner_begins_with_the_tokens_and_its_next_pack_listens_beside_them()
    {
        using PlanningStage plain = small.Open(Cache), hearing = small.Open(Cache, SmallPlanning.Lesson with { HearsTokens = true });
        Dictionary<string, Tensor> before = plain.Parts[1].Module.state_dict(), after = hearing.Parts[1].Module.state_dict();
        Assert.Equal([Planner.Gains], after.Keys.Except(before.Keys));
        Assert.Equal(0, after[Planner.Gains].abs().max().item<float>());
        Assert.All(before, p => Assert.True(p.Value.eq(after[p.Key]).all().item<bool>(), p.Key));
        string results = small.Folder("hearing");
        Directory.CreateDirectory(results);
        hearing.Export(results, 1);
        ModelPack pack = ModelPack.Open(Path.Combine(results, "pack"));
        Assert.True(pack.Manifest.Config.Planner.HearsTokens);
        DrivingModel.Load(pack, "cpu").Dispose();
    }

    [Fact]
    public void A_data_set_that_is_to_go_unheard_must_be_among_those_that_are_learnt_from()
    {
        TrainingException fault = Assert.Throws<TrainingException>(() => small.Open(Cache, SmallPlanning.Lesson with { Unheard = ["elsewhere"] }));
        Assert.Contains("'elsewhere'", fault.Message, StringComparison.Ordinal);
        Assert.Contains(small.Data.Name, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Planner_and_forecaster_may_begin_anew_over_what_sees()
    {
        using PlanningStage kept = small.Open(Cache, SmallPlanning.Lesson with { MirrorProbability = 0 }), anew = small.Open(Cache, SmallPlanning.Lesson with { MirrorProbability = 0, Anew = true });
        Dictionary<string, Tensor> before = States(kept), after = States(anew);
        Assert.Equal(before.Keys.Where(name => name.StartsWith("connector", StringComparison.Ordinal)), after.Keys.Where(name => name.StartsWith("connector", StringComparison.Ordinal)));
        Assert.All(before.Where(p => p.Key.StartsWith("connector", StringComparison.Ordinal)), p => Assert.True(p.Value.eq(after[p.Key]).all().item<bool>(), p.Key));
        Assert.All(after.Where(p => p.Key.EndsWith("class_head.4.weight", StringComparison.Ordinal)), p => Assert.Equal(0, p.Value.abs().max().item<float>()));
        Assert.Contains(before, p => p.Key.StartsWith("planner", StringComparison.Ordinal) && !p.Value.eq(after[p.Key]).all().item<bool>());

        static Dictionary<string, Tensor> States(PlanningStage stage) =>
            stage.Parts.SelectMany(part => part.Module.state_dict().Select(e => ($"{part.Name}.{e.Key}", e.Value))).ToDictionary();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Samples_are_mirrored_unless_they_are_to_come_as_at_test_time(bool augmented)
    {
        using PlanningStage stage = small.Open(augmented ? Cache : "plain", SmallPlanning.Lesson with { MirrorProbability = 1 }, augmented: augmented);
        using IBatchSource<TrainingBatch> batches = stage.Batches(default);
        using TrainingBatch batch = batches.Take(Token);
        Assert.All(batch.Samples, sample => Assert.Equal(augmented, sample.Jitter.Mirror));
    }

    [Fact]
    public void What_is_drawn_follows_from_the_generator_that_the_loop_seeds()
    {
        using PlanningStage stage = small.Open(Cache);
        using DisposeScope scope = NewDisposeScope();
        Train(stage, true);
        using IBatchSource<TrainingBatch> batches = stage.Batches(default);
        using TrainingBatch batch = batches.Take(Token);
        float[] one = Values(7), same = Values(7), other = Values(8);
        Assert.Equal(one, same);
        Assert.NotEqual(one, other);

        float[] Values(int seed)
        {
            manual_seed(seed);
            return [.. stage.Losses(batch, 3).Select(term => term.Value.item<float>())];
        }
    }

    [Fact]
    public void The_last_denoising_step_is_learnt_from_where_the_steps_before_lead()
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, float> noised = Terms(0), led = Terms(1);
        Assert.Equal(noised["score"], led["score"]);
        Assert.NotEqual(noised["position"], led["position"]);

        Dictionary<string, float> Terms(double share)
        {
            using PlanningStage stage = small.Open(Cache, SmallPlanning.Lesson with { UnrolledShare = share, EgoDropout = 0 });
            using IBatchSource<TrainingBatch> batches = stage.Batches(default);
            using TrainingBatch batch = batches.Take(Token);
            using IDisposable _ = no_grad();
            foreach (TorchSharp.Modules.Parameter parameter in stage.Parts[1].Module.parameters())
            {
                parameter.add_(0.02); // a new planner answers with its anchors, whatever it is given
            }
            manual_seed(4);
            return stage.Losses(batch, 0).ToDictionary(term => term.Name, term => term.Value.item<float>());
        }
    }

    [Fact]
    public void Every_part_gets_a_gradient_the_learned_code_of_unknown_motion_included()
    {
        using PlanningStage stage = small.Open(Cache, SmallPlanning.Lesson with { EgoDropout = 0.5, UnseenMotionShare = 0.5 });
        using DisposeScope scope = NewDisposeScope();
        Train(stage, true);
        using IBatchSource<TrainingBatch> batches = stage.Batches(default);
        using TrainingBatch batch = batches.Take(Token);
        manual_seed(2);
        stage.Losses(batch, 0).Where(term => term.Minimised).Select(term => term.Value).Aggregate((a, b) => a + b).backward();
        Assert.Equal(["forecaster", "planner", "connector"], stage.Parts.Select(part => part.Name));
        string[] without = [.. stage.Parts.SelectMany(part => part.Module.named_parameters().Where(p => p.parameter.grad is null).Select(p => $"{part.Name}.{p.name}"))];
        Assert.Empty(without);
    }

    [Fact]
    public void A_pack_of_the_stage_plans_without_a_language_model_and_says_so()
    {
        using PlanningStage stage = small.Open(Cache, validation: true);
        string results = small.Folder("results");
        Directory.CreateDirectory(results);
        using (DisposeScope scope = NewDisposeScope())
        using (IDisposable _ = no_grad())
        {
            Train(stage, false);
            IReadOnlyDictionary<string, double> figures = stage.Preview(Path.Combine(results, "preview"));
            Assert.Contains("l2.mean", figures.Keys);
            Assert.Contains("miou.3s", figures.Keys);
            Assert.True(new FileInfo(Path.Combine(results, "preview.png")).Length > 10_000);
            stage.Export(results, 3);
        }
        ModelPack pack = ModelPack.Open(Path.Combine(results, "pack"));
        Assert.Equal(ReasoningSource.Constant, pack.Manifest.Config.Reasoning);
        Assert.Equal(["occupancy", "plan"], pack.Info.Capabilities);
        Assert.True(pack.Info.Trained);
        Assert.False(pack.Info.AnswersTrained);
        Assert.StartsWith("planning: 3 steps", pack.Manifest.Provenance.Stages[^1], StringComparison.Ordinal);
        Assert.Equal(17, pack.Manifest.Config.ForecastVoxels.Thresholds.Length);
    }

    [Fact]
    public void Anchors_that_a_waiting_car_finds_none_among_are_refused()
    {
        Trajectory way = new() { Points = [(3, 0), (6, 0), (9, 0), (12, 0), (15, 0), (18, 0)] };
        AnchorSet moving = new([.. Enum.GetValues<Command>().Select(command => new Anchor(command, way))]);
        Assert.Contains("standing still", Assert.Throws<TrainingException>(() => DrivenPaths.RequireStandstill(moving)).Message, StringComparison.Ordinal);
        DrivenPaths.RequireStandstill(AnchorClustering.Cluster(
            Enum.GetValues<Command>().SelectMany(c => Enumerable.Range(1, 8).Select(i => (c, new Trajectory { Points = [.. way.Points.Select(p => (p.X * i / 8, p.Y))] }))), 1));
    }

    private static void Train(PlanningStage stage, bool on)
    {
        foreach (TrainedPart part in stage.Parts)
        {
            part.Module.train(on);
        }
    }
}
