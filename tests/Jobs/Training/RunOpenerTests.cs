using System.Text.Json;
using System.Text.Json.Nodes;
using VoxPilot.Jobs.Tests.Reports;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Tests.Training;

public sealed class RunOpenerTests : IDisposable
{
    private readonly TemporaryFolder root = new();

    private RunRecord Record => new()
    {
        Stage = "occupancy", Preset = TrainingPreset.Nano, Command = "train occupancy", StartedAt = DateTimeOffset.UnixEpoch, Data = [root.At("data")], Augmented = true,
        From = root.At("pack"), Device = "cpu", Training = new() { Steps = 5, BatchSize = 1, Seed = 3 },
    };

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("../other")]
    [InlineData("a\0b")]
    public void A_name_that_leads_out_of_the_runs_is_refused(string name) =>
        Assert.Contains("cannot be the name of a run", Assert.Throws<TrainingException>(() => new RunOpener(root.Path).Folder(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_lies_below_the_data_root_and_a_path_where_it_says()
    {
        RunOpener opener = new(root.Path);
        Assert.Equal(Path.Combine(root.Path, "runs", "first.try-2"), opener.Folder("first.try-2").Path);
        Assert.Equal(root.At("elsewhere"), opener.Folder(root.At("elsewhere") + "/").Path);
        Assert.Equal(Path.GetFullPath("here"), opener.Folder("./here").Path);
        Assert.Throws<ArgumentException>(() => opener.Folder(" "));
    }

    [Fact]
    public void What_a_run_left_behind_is_found_by_its_name()
    {
        RunOpener opener = new(root.Path);
        Assert.Null(opener.Result("one", "pack"));
        Directory.CreateDirectory(Path.Combine(opener.Folder("one").Results, "pack"));
        Assert.Equal(Path.Combine(root.Path, "runs", "one", "results", "pack"), opener.Result("one", "pack"));
        Assert.Null(opener.Result("one", "teacher"));
    }

    [Fact]
    public void A_run_that_exists_is_not_begun_again()
    {
        RunFolder folder = Written(Record);
        string before = File.ReadAllText(folder.Config);
        Assert.Contains("--resume", Assert.Throws<TrainingException>(() => RunOpener.Begin(folder, Record, cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(folder.Config));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    public void A_run_that_does_not_exist_is_not_resumed(string? config)
    {
        RunFolder folder = new(root.At("none"));
        if (config is not null)
        {
            Directory.CreateDirectory(folder.Path);
            File.WriteAllText(folder.Config, config);
        }
        Assert.Contains($"There is no run in {folder.Path}", Assert.Throws<TrainingException>(() => RunOpener.Reopen(folder, cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_comes_back_as_it_was_written()
    {
        RunRecord record = Record with { Data = [root.At("data"), root.At("more")], Settings = new Dictionary<string, JsonNode?> { ["loss.gamma"] = 1.5, ["frozen"] = new JsonArray("planner") } };
        RunRecord read = RunOpener.Record(Written(record));
        Assert.Equal(record.Data, read.Data);
        Assert.Equal(["loss.gamma=1.5", "frozen=[\"planner\"]"], read.Settings.Select(s => $"{s.Key}={s.Value!.ToJsonString()}"));
        Assert.Equal(record, read with { Data = record.Data, Settings = record.Settings });
    }

    [Fact]
    public void A_run_without_data_says_how_to_get_some() =>
        Assert.Contains("--data", Assert.Throws<TrainingException>(() => RunOpener.Begin(new(root.At("run")), Record with { Data = [] }, cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_run_that_cannot_be_opened_leaves_nothing_behind()
    {
        RunFolder folder = new(root.At("run"));
        Assert.ThrowsAny<Exception>(() => RunOpener.Begin(folder, Record, cancellation: TestContext.Current.CancellationToken)); // there is no data set
        Assert.Contains("Steps is 0", Assert.Throws<TrainingException>(() => RunOpener.Begin(folder, Record with { Training = Record.Training with { Steps = 0 } }, cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path));
        Assert.Contains("the stages are dense2d, sqs, occupancy", Assert.Throws<TrainingException>(() => StageKind.Of("dreaming")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => root.Dispose();

    private RunFolder Written(RunRecord record)
    {
        RunFolder folder = new(root.At("run"));
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(folder.Config, JsonSerializer.Serialize(record, TrainingJson.Readable.RunRecord));
        return folder;
    }
}
