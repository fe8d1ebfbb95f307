using VoxPilot.Api.Commands;
using VoxPilot.Driving;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Api.Tests.Commands;

/// <summary><c>evaluate</c> and <c>evaluate compare</c>: what they write, what they say, and how they refuse.</summary>
[Collection(nameof(TinyWorld))]
public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TinyWorld world;
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-evaluate-").FullName;
    private readonly string? dataFolder = Environment.GetEnvironmentVariable("VOXPILOT_DATA");

    public EvaluateCommandTests(TinyWorld world)
    {
        this.world = world;
        Environment.SetEnvironmentVariable("VOXPILOT_DATA", At("home"));
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("VOXPILOT_DATA", dataFolder);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_pack_is_measured_into_JSON_and_a_page_and_compared_with_itself_spoilt()
    {
        string pack = UntrainedPack.Create(At("untrained"), UntrainedPack.NanoConfig(), 1).Folder;
        (int code, string said, string complained) = await EvaluateAsync("--pack", pack, "--tasks", "occupancy,planning,questions", "--tokens", "4", "--out", At("plain"));
        Assert.Equal((0, ""), (code, complained));
        Assert.Contains("This pack was not trained", said, StringComparison.Ordinal);
        Assert.Contains($"Page:   {At("plain.html")}", said, StringComparison.Ordinal);
        Report report = ReportFile.Read(At("plain.json"));
        Assert.Equal(["occupancy", "planning", "questions"], report.Sections.Select(s => s.Id));
        Assert.Contains("--tasks occupancy,planning,questions", report.Command, StringComparison.Ordinal);
        Assert.Contains("mIoU", await File.ReadAllTextAsync(At("plain.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        (code, said, complained) = await TinyWorld.RunAsync(ModelsCommand.Create(), "models", "install", pack, "--out", At("kept"), "--report", At("plain.json"));
        Assert.Equal((0, ""), (code, complained));
        PackInfo kept = ModelPack.Open(At("kept")).Info;
        Assert.Equal("kept", kept.Name);
        Assert.Contains(kept.Metrics, metric => metric.Name.Contains("mIoU", StringComparison.Ordinal) && metric.Command == report.Command);
        Assert.Contains("| figure | value | command |", await File.ReadAllTextAsync(At("kept/MODEL_CARD.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        (code, _, complained) = await TinyWorld.RunAsync(ModelsCommand.Create(), "models", "install", At("kept"), "--out", At("again"), "--report", At("plain.json"));
        Assert.Equal(1, code);
        Assert.Contains("Measure this pack.", complained, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("again")));

        (code, _, complained) = await EvaluateAsync(
            "--pack", pack, "--tasks", "occupancy,planning,questions", "--tokens", "4", "--ego", "off", "--degrade", "drop=CAM_BACK", "blur=1", "--baselines", "off", "--out", At("spoilt"));
        Assert.Equal((0, ""), (code, complained));
        Report spoilt = ReportFile.Read(At("spoilt.json"));
        Assert.Equal(("off", "drop=CAM_BACK, blur=1"), (spoilt.Settings["ego"], spoilt.Settings["degrade"]));
        Assert.All(spoilt.Sections, s => Assert.Empty(s.Baselines));

        (code, said, complained) = await TinyWorld.RunAsync(EvaluateCommand.Create(), "evaluate", "compare", At("plain"), At("spoilt.json"), "--out", At("both.html"));
        Assert.Equal((0, ""), (code, complained));
        Assert.Contains("drop=CAM_BACK", said, StringComparison.Ordinal);
        Assert.True(File.Exists(At("both.html")));
    }

    [Theory]
    [InlineData("Name either a pack with --pack or a folder of predictions with --predictions.")]
    [InlineData("there is no pack 'unheard-of'", "--pack", "unheard-of")]
    [InlineData("There is no task 'dancing'", "--pack", "nano", "--tasks", "dancing")]
    [InlineData("--degrade takes blur=SIGMA", "--pack", "nano", "--degrade", "fog=2")]
    [InlineData("has no camera of that name; it has CAM_FRONT", "--pack", "nano", "--degrade", "drop=CAM_TOP")]
    [InlineData("There is no split 'dev'", "--pack", "nano", "--split", "dev")]
    [InlineData("There is no folder of predictions", "--predictions", "/nowhere/at/all")]
    public async Task What_cannot_be_measured_is_refused_in_a_line(string words, params string[] args)
    {
        (int code, _, string complained) = await EvaluateAsync([.. args, "--out", At("none")]);
        Assert.Equal(1, code);
        Assert.Contains(words, complained, StringComparison.Ordinal);
        Assert.False(File.Exists(At("none.json")));
    }

    [Fact]
    public async Task A_report_that_is_none_is_not_compared()
    {
        await File.WriteAllTextAsync(At("a.json"), "{}", TestContext.Current.CancellationToken);
        (int code, _, string complained) = await TinyWorld.RunAsync(EvaluateCommand.Create(), "evaluate", "compare", At("a.json"), At("a.json"));
        Assert.Equal(1, code);
        Assert.Contains("a.json", complained, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Said, string Complained)> EvaluateAsync(params string[] args) =>
        TinyWorld.RunAsync(EvaluateCommand.Create(), ["evaluate", "--data", world.Folder, .. args]);

    private string At(string name) => Path.Combine(folder, name);
}
