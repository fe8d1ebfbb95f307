using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Jobs.Baselines;

namespace VoxPilot.Jobs.Tests.Baselines;

public sealed class BaselineFitTests : IDisposable
{
    private static readonly BaselineFitOptions Small = new() { EgoMlp = new() { Width = 8, Epochs = 2 }, VoxelPrior = new() { MaximumKeyframes = 4 } };

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"baselines-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_was_fitted_is_reused_and_the_same()
    {
        FittedBaselines first = Fit(new MadeDrives(3, 10)), again = Fit(new MadeDrives(3, 10));
        Assert.False(first.Reused);
        Assert.True(again.Reused);
        Assert.Equal((first.Fingerprint, first.Training, first.Keyframes, first.Examples), (again.Fingerprint, again.Training, again.Keyframes, again.Examples));
        Assert.Equal(first.VoxelPrior!.Grid.Labels.ToArray(), again.VoxelPrior!.Grid.Labels.ToArray());
        Assert.Equal((first.VoxelPrior.Keyframes, first.VoxelPrior.TrainingMeanIoU), (again.VoxelPrior.Keyframes, again.VoxelPrior.TrainingMeanIoU));
        EgoState ego = MadeExamples.State(5, 0, 0.1);
        Assert.Equal(["constant-velocity", "command-mean", "ego-mlp"], first.Planners.Select(p => p.Id));
        Assert.All(first.Planners.Zip(again.Planners), pair => Assert.Equal(pair.First.Plan(ego, Command.Left).Points, pair.Second.Plan(ego, Command.Left).Points));
    }

    [Fact]
    public void Other_drives_other_labels_and_other_options_are_fitted_anew()
    {
        _ = Fit(new MadeDrives(3, 10));
        Assert.False(Fit(new MadeDrives(3, 10, seed: 2)).Reused);
        Assert.False(Fit(new MadeDrives(3, 10) { Grid = _ => MadeGrids.Any(1) }).Reused);
        Assert.False(Fit(new MadeDrives(3, 10), Small with { VoxelPrior = new() { MaximumKeyframes = 5 } }).Reused);
        Assert.False(Fit(new MadeDrives(3, 10), Small with { EgoMlp = Small.EgoMlp with { Seed = 2 } }).Reused);
        Assert.True(Fit(new MadeDrives(3, 10)).Reused);
    }

    [Theory]
    [InlineData("ego-mlp.safetensors")]
    [InlineData("voxel-prior.npz")]
    [InlineData("baselines.json")]
    public void A_damaged_file_is_fitted_anew(string name)
    {
        _ = Fit(new MadeDrives(3, 10));
        File.WriteAllText(Assert.Single(Directory.GetFiles(folder, name, SearchOption.AllDirectories)), "?");
        Assert.False(Fit(new MadeDrives(3, 10)).Reused);
        Assert.True(Fit(new MadeDrives(3, 10)).Reused);
    }

    [Fact]
    public void An_empty_training_split_is_refused() =>
        Assert.Contains("made has no key frames", Assert.Throws<DatasetException>(() => Fit(new MadeDrives(0, 1))).Message);

    [Fact]
    public void Scenes_too_short_for_a_future_are_refused() =>
        Assert.Contains("none of its 12 key frames", Assert.Throws<DatasetException>(() => Fit(new MadeDrives(3, 4))).Message);

    [Fact]
    public void A_training_split_that_shares_scenes_with_the_evaluated_one_is_refused_by_their_names()
    {
        string message = Assert.Throws<DatasetException>(() => Fit(new MadeDrives(3, 10), evaluation: new MadeDrives(2, 10) { Name = "val" })).Message;
        Assert.Contains("scene-0, scene-1", message);
        Assert.Contains("made", message);
        Assert.Contains("val", message);
        Assert.False(Directory.Exists(folder));
        Assert.False(Fit(new MadeDrives(3, 10), evaluation: new MadeDrives(2, 10, prefix: "other")).Reused);
    }

    [Fact]
    public void Without_occupancy_there_is_no_prior_and_the_planners_are_there_all_the_same()
    {
        FittedBaselines fitted = Fit(new MadeDrives(3, 10) { Change = k => k with { Occupancy = null } });
        Assert.Null(fitted.VoxelPrior);
        Assert.Equal(3, fitted.Planners.Count);
    }

    [Fact]
    public void Progress_rises_to_one()
    {
        List<double> shares = [];
        _ = BaselineFit.Fit(new MadeDrives(3, 10), null, folder, Small, new Listener(p =>
        {
            lock (shares)
            {
                shares.Add(p.Share);
            }
        }), TestContext.Current.CancellationToken);
        Assert.Equal(shares.Order(), shares);
        Assert.Equal((0, 1), (shares[0], shares[^1]));
    }

    [Fact]
    public void The_worlds_planner_is_trained_once()
    {
        EgoMlp first = World(seed: 200), again = World(seed: 200);
        string kept = Assert.Single(Directory.GetFiles(folder));
        DateTime written = File.GetLastWriteTimeUtc(kept);
        Assert.Equal(first.Fingerprint, again.Fingerprint);
        Assert.Equal(written, File.GetLastWriteTimeUtc(kept));
        Assert.NotEqual(first.Fingerprint, World(seed: 201).Fingerprint);
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    private EgoMlp World(ulong seed) => WorldEgoMlp.Open(folder, seed, 1, 6, Small.EgoMlp, null, TestContext.Current.CancellationToken);

    private FittedBaselines Fit(IDriveDataset training, BaselineFitOptions? options = null, IDriveDataset? evaluation = null) =>
        BaselineFit.Fit(training, evaluation, folder, options ?? Small, null, TestContext.Current.CancellationToken);

    private sealed class Listener(Action<BaselineFitProgress> hear) : IProgress<BaselineFitProgress>
    {
        public void Report(BaselineFitProgress value) => hear(value);
    }
}
