using TorchSharp;
using VoxPilot.Jobs.Tests.Reports;
using VoxPilot.Jobs.Training;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Training;

public sealed class TrainingLoopTests : IDisposable
{
    private static readonly TrainingConfig usual = new()
    {
        Steps = 12, BatchSize = 4, LearningRate = 1e-2, WarmupSteps = 3, AverageDecay = 0.9, Seed = 7, LogSteps = 4, PreviewSteps = 0, CheckpointMinutes = 1000,
    };

    private readonly TemporaryFolder root = new();

    [Theory]
    [InlineData(1, 4)]
    [InlineData(1, 4, 8)]
    [InlineData(1, 0, 3, 6)]
    [InlineData(2, 5)]
    [InlineData(2, 1, 2, 11)]
    public void A_run_that_was_stopped_and_goes_on_ends_in_the_same_bits(int accumulation, params int[] stops)
    {
        TrainingConfig config = usual with { Accumulation = accumulation };
        RunFolder whole = Folder("whole"), broken = Folder("broken");
        Assert.True(Run(whole, config, Shared(config, 1)));
        for (int i = 0; i < stops.Length; i++)
        {
            Assert.False(RunUntil(stops[i], broken, config, 1 + i, continued: i > 0));
        }
        Assert.True(Run(broken, config, Shared(config, 99), continued: true));

        Assert.Equal(Last(whole).State, Last(broken).State);
        Assert.Equal(Last(whole).Tensors, Last(broken).Tensors);
        Assert.Equal(Bytes(whole, "results/net.safetensors"), Bytes(broken, "results/net.safetensors"));
        IReadOnlyList<LossLine> a = LossLog.Read(whole.Losses), b = LossLog.Read(broken.Losses);
        Assert.Equal([4, 8, 12], a.Select(line => line.Step));
        Assert.Equal([4, 8, 12], b.Select(line => line.Step));
        foreach ((LossLine one, LossLine other) in a.Zip(b))
        {
            Assert.Equal(one.Terms, other.Terms);
            Assert.Equal((one.Loss, one.GradientNorm, one.LearningRate, one.Epoch), (other.Loss, other.GradientNorm, other.LearningRate, other.Epoch));
        }
    }

    [Fact]
    public void A_run_that_is_cancelled_before_its_first_step_is_saved_and_goes_on()
    {
        RunFolder folder = Folder("run");
        using TrainingLoop<MadeBatch> loop = new(new MadeStage(usual, 1), usual, folder);
        Assert.False(loop.Run(false, null, new CancellationToken(canceled: true)));
        Assert.Equal(["step-0000000"], Checkpoints(folder));
        Assert.False(Directory.Exists(folder.Results));
        Assert.True(Run(folder, usual, new(usual, 2), continued: true));
    }

    [Fact]
    public void The_last_two_checkpoints_are_kept_and_half_a_checkpoint_does_no_harm()
    {
        TrainingConfig config = usual with { CheckpointMinutes = 1e-9 };
        RunFolder whole = Folder("whole"), folder = Folder("run");
        Run(whole, config, Shared(config, 1));
        Assert.Equal(["step-0000011", "step-0000012"], Checkpoints(whole));
        RunUntil(6, folder, config, 1);
        string half = Path.Combine(folder.Checkpoints, ".step-0000007.new");
        Directory.CreateDirectory(half);
        File.WriteAllText(Path.Combine(half, "state.safetensors"), "half");
        Assert.True(Run(folder, config, Shared(config, 2), continued: true));
        Assert.Equal(["step-0000011", "step-0000012"], Checkpoints(folder));
        Assert.Equal(Last(whole).Tensors, Last(folder).Tensors);
    }

    [Fact]
    public void Lines_after_the_last_checkpoint_are_written_again_not_twice()
    {
        TrainingConfig config = usual with { LogSteps = 1 };
        RunFolder folder = Folder("run");
        RunUntil(5, folder, config, 1);
        LossLog log = new(folder.Losses);
        LossLine last = LossLog.Read(folder.Losses)[^1];
        log.Append(last with { Step = 6, Loss = -1 }); // as if the process had been killed after step 6
        Run(folder, config, new(config, 2), continued: true);
        Assert.Equal(Enumerable.Range(1, 12), LossLog.Read(folder.Losses).Select(line => line.Step));
        Assert.DoesNotContain(LossLog.Read(folder.Losses), line => line.Loss == -1);
    }

    [Fact]
    public void A_checkpoint_of_another_stage_seed_or_shape_is_refused()
    {
        RunFolder folder = Folder("run");
        RunUntil(2, folder, usual, 1);
        Refused("is of the stage made with seed 7; this run is other with seed 7", usual, new(usual, 2, name: "other"));
        TrainingConfig seeded = usual with { Seed = 8 };
        Refused("this run is made with seed 8", seeded, new(seeded, 2));
        Refused("'weights/net.first.weight' of the last checkpoint", usual, new(usual, 2, width: 9));
        Refused("There is no checkpoint in", usual, new(usual, 2), Folder("none"));

        void Refused(string words, TrainingConfig config, MadeStage stage, RunFolder? other = null)
        {
            using TrainingLoop<MadeBatch> loop = new(stage, config, other ?? folder);
            TrainingException fault = Assert.Throws<TrainingException>(() => loop.Run(true, null, TestContext.Current.CancellationToken));
            Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 2)]
    public void A_loss_that_is_no_number_names_term_step_and_the_one_sample(int accumulation, int index)
    {
        TrainingConfig config = usual with { Accumulation = accumulation };
        const string poisoned = "1/8"; // the 19th sample, in the fifth batch
        RunFolder folder = Folder("run");
        NonFiniteLossException fault = Assert.Throws<NonFiniteLossException>(() => Run(folder, config, new(config, 1) { Poisoned = poisoned }));
        Assert.Equal(("square", index), (fault.Term, fault.Index));
        Assert.Equal([poisoned], fault.Samples);
        Assert.Contains($"'square' came to NaN at step {index}, on sample {poisoned}.", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Checkpoints)); // nothing that is broken is saved
    }

    [Fact]
    public void A_gradient_that_is_no_number_names_the_samples_of_all_batches_of_its_step()
    {
        TrainingConfig config = usual with { Accumulation = 2, BatchSize = 2 };
        NonFiniteLossException fault = Assert.Throws<NonFiniteLossException>(() => Run(Folder("run"), config, new(config, 1) { Steep = 1 }));
        Assert.Equal(("gradient", 1), (fault.Term, fault.Index));
        Assert.Equal(["0/4", "0/5", "0/6", "0/7"], fault.Samples);
    }

    [Fact]
    public void Frozen_parameters_stay_and_a_share_of_a_tenth_moves_by_a_tenth()
    {
        TrainingConfig config = usual with { Steps = 1, WarmupSteps = 0, WeightDecay = 0, ClipNorm = 1000 };
        RunFolder folder = Folder("run");
        MadeStage stage = new(config, 1, plain: true, share: name => name switch { "first.weight" => 0.1, "first.bias" => 0, _ => 1 });
        Dictionary<string, Tensor> before = stage.Net.state_dict().ToDictionary(e => e.Key, e => e.Value.clone());
        Run(folder, config, stage);
        using SafetensorsFile file = Open(folder);
        Assert.Equal(0, Moved("first.bias"));
        Assert.Equal(0.1 * config.LearningRate, Moved("first.weight"), 1e-3 * 0.1 * config.LearningRate); // Adam's first step is the rate's sign
        Assert.Equal(config.LearningRate, Moved("last.weight"), 1e-3 * config.LearningRate);
        Assert.DoesNotContain(file.Entries, entry => entry.Name.StartsWith("adam/", StringComparison.Ordinal) && entry.Name.EndsWith("first.bias", StringComparison.Ordinal));

        double Moved(string name) => (file.Read("weights/net." + name) - before[name]).abs().max().ToDouble();
    }

    [Fact]
    public void Two_batches_of_n_give_what_one_of_2n_gives()
    {
        TrainingConfig one = usual with { BatchSize = 6, Steps = 3, LearningRate = 1e-3 }, two = one with { BatchSize = 3, Accumulation = 2 };
        RunFolder a = Folder("one"), b = Folder("two");
        Run(a, one, new(one, 1, plain: true));
        Run(b, two, new(two, 1, plain: true));
        using SafetensorsFile left = Open(a), right = Open(b);
        foreach (SafetensorsEntry entry in left.Entries.Where(e => e.Name.StartsWith("weights/", StringComparison.Ordinal)))
        {
            Assert.InRange((left.Read(entry.Name) - right.Read(entry.Name)).abs().max().ToDouble(), 0, 1e-6);
        }
        Assert.Equal(LossLog.Read(a.Losses)[^1].Loss, LossLog.Read(b.Losses)[^1].Loss, 1e-5);
    }

    [Fact]
    public void The_log_has_every_term_and_the_sum_only_what_is_minimised()
    {
        RunFolder folder = Folder("run");
        List<TrainingProgress> heard = [];
        Run(folder, usual with { Accumulation = 2 }, new(usual, 1), progress: heard.Add);
        IReadOnlyList<LossLine> lines = LossLog.Read(folder.Losses);
        Assert.All(lines, line =>
        {
            Assert.Equal(["square", "absolute", "largest"], line.Terms.Keys);
            Assert.Equal(line.Terms["square"] + line.Terms["absolute"], line.Loss, 1e-5);
            Assert.Equal(1, line.Shares.Values.Sum(), 1e-6);
        });
        Assert.Equal(lines.Select(line => (line.Step, line.Loss)), heard.Where(p => p.Moment == TrainingMoment.Line).Select(p => (p.Step, p.Loss)));
        Assert.Equal(9, lines[^1].Epoch); // 12 steps of 8 samples, 10 an epoch
        Assert.Equal(usual.LearningRate * usual.FinalShare, lines[^1].LearningRate, 1e-12);
    }

    [Fact]
    public void Long_gradients_are_shortened_and_logged_as_they_were()
    {
        TrainingConfig config = usual with { Steps = 1, ClipNorm = 1e-3 };
        RunFolder folder = Folder("run");
        Run(folder, config, new(config, 1));
        using SafetensorsFile file = Open(folder);
        double squares = file.Entries.Where(e => e.Name.StartsWith("adam/mean/", StringComparison.Ordinal)).Sum(e => file.Read(e.Name).square().sum().ToDouble());
        Assert.Equal(0.1 * config.ClipNorm, Math.Sqrt(squares), 1e-6); // the mean's first value is 1 − β₁ of the gradient
        Assert.InRange(LossLog.Read(folder.Losses)[0].GradientNorm, 10 * config.ClipNorm, double.MaxValue);
    }

    [Fact]
    public void Previews_see_averages_in_evaluation_mode_and_leave_no_trace_in_the_run()
    {
        TrainingConfig config = usual with { PreviewSteps = 5 };
        RunFolder plain = Folder("plain"), folder = Folder("run");
        Run(plain, usual, new(usual, 1));
        MadeStage stage = new(config, 1);
        List<string> news = [];
        Run(folder, config, stage, progress: p => news.AddRange(p is { Moment: TrainingMoment.Preview, News: { } one } ? [one] : []));
        Assert.Equal(Last(plain).Tensors, Last(folder).Tensors);
        Assert.Equal(["preview at step 5, seen 1", "preview at step 10, seen 2", "preview at step 12, seen 3"], news);
        Assert.Equal(3, File.ReadAllLines(folder.PreviewFigures).Length);
        Assert.All(stage.Previews, preview => Assert.False(preview.Training));
        using SafetensorsFile file = Open(folder);
        foreach ((string name, Tensor value) in stage.Previews[^1].Values.Where(e => e.Value.is_floating_point()))
        {
            Assert.True(Same(value, file.Read("average/net." + name)), name);
            Assert.False(Same(value, file.Read("weights/net." + name)), name);
        }
    }

    [Fact]
    public void Results_hold_the_averages_also_when_they_are_asked_for_later()
    {
        RunFolder folder = Folder("run");
        RunUntil(5, folder, usual, 1);
        Assert.False(Directory.Exists(folder.Results));
        using TrainingLoop<MadeBatch> loop = new(new MadeStage(usual, 9), usual, folder);
        Assert.Equal(5, loop.Export());
        using SafetensorsFile state = Open(folder), results = SafetensorsFile.Open(Path.Combine(folder.Results, "net.safetensors"));
        foreach (SafetensorsEntry entry in results.Entries.Where(e => e.Type == ScalarType.Float32))
        {
            Assert.True(Same(results.Read(entry.Name), state.Read("average/net." + entry.Name)), entry.Name);
        }
    }

    [Fact]
    public void A_finished_run_that_is_resumed_stays_as_it_is()
    {
        RunFolder folder = Folder("run");
        Run(folder, usual, new(usual, 1));
        (string State, byte[] Tensors) before = Last(folder);
        string[] lines = File.ReadAllLines(folder.Losses);
        Assert.True(Run(folder, usual, new(usual, 2), continued: true));
        Assert.Equal(before.Tensors, Last(folder).Tensors);
        Assert.Equal(lines, File.ReadAllLines(folder.Losses));
    }

    public void Dispose() => root.Dispose();

    private RunFolder Folder(string name) => new(root.At(name));

    // Groups of their own for the last layer and the normalisation, as a backbone has.
    private static MadeStage Shared(TrainingConfig config, int weights, Action<int>? before = null) =>
        new(config, weights, share: name => name.StartsWith("norm", StringComparison.Ordinal) ? 0.1 : name == "last.bias" ? 0 : 1) { Before = before };

    private static bool Run(RunFolder folder, TrainingConfig config, MadeStage stage, bool continued = false, Action<TrainingProgress>? progress = null)
    {
        using DisposeScope scope = NewDisposeScope();
        using TrainingLoop<MadeBatch> loop = new(stage, config, folder);
        return loop.Run(continued, progress, TestContext.Current.CancellationToken);
    }

    // Cancels while the step before is at work, which is finished.
    private static bool RunUntil(int stop, RunFolder folder, TrainingConfig config, int weights, bool continued = false)
    {
        using CancellationTokenSource cancel = new();
        Cancel(stop == 0);
        using TrainingLoop<MadeBatch> loop = new(Shared(config, weights, step => Cancel(step == stop - 1)), config, folder);
        bool whole = loop.Run(continued, null, cancel.Token);
        Assert.Equal($"step-{stop:0000000}", Checkpoints(folder)[^1]);
        return whole;

        void Cancel(bool now)
        {
            if (now)
            {
                cancel.Cancel();
            }
        }
    }

    private static string[] Checkpoints(RunFolder folder) => [.. Directory.EnumerateDirectories(folder.Checkpoints, "step-*").Select(p => Path.GetFileName(p)).Order()];

    private static SafetensorsFile Open(RunFolder folder) => SafetensorsFile.Open(Path.Combine(folder.Checkpoints, Checkpoints(folder)[^1], "state.safetensors"));

    // Seconds differ from run to run; all else of the state does not.
    private static (string State, byte[] Tensors) Last(RunFolder folder)
    {
        string checkpoint = Path.Combine("checkpoints", Checkpoints(folder)[^1]);
        return (
            string.Join('\n', File.ReadLines(Path.Combine(folder.Path, checkpoint, "state.json")).Where(line => !line.Contains("seconds", StringComparison.Ordinal))),
            Bytes(folder, Path.Combine(checkpoint, "state.safetensors")));
    }

    private static bool Same(Tensor a, Tensor b) => a.bytes.SequenceEqual(b.bytes);

    private static byte[] Bytes(RunFolder folder, string file) => File.ReadAllBytes(Path.Combine(folder.Path, file));
}
