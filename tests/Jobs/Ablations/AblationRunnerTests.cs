using VoxPilot.Driving;
using VoxPilot.Jobs.Ablations;
using VoxPilot.Jobs.Training;
using VoxPilot.World.Generation;

namespace VoxPilot.Jobs.Tests.Ablations;

/// <summary>A whole ablation of a base, a row and a row that cannot be, a step of each stage on small scenes.</summary>
public sealed class AblationRunnerTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("voxpilot-ablations-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AblationFolder Folder => new(Path.Combine(root, "out"));

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task Rows_share_stages_a_failed_one_does_not_stop_the_next_and_all_is_kept_and_gone_on_with()
    {
        AblationRequest request = Folder.Open(Request(), resume: false);
        Assert.Contains("--resume", Assert.Throws<TrainingException>(() => Folder.Open(Request(), resume: false)).Message, StringComparison.Ordinal);
        AblationRow broken = new("broken", "three steps, which do not divide the way", "alignment") { Architecture = ["planner.steps=3"] };
        AblationRow fused = AblationRows.All(Plan.Architecture).Single(row => row.Name == "no-ego-fusion");
        List<string> news = [];
        AblationRunner runner = new(request, Plan, Folder, new(Path.Combine(root, "home"), Path.Combine(root, "data-root")), new() { News = news.Add });
        AblationTable table = await runner.RunAsync([broken, fused], [broken, fused], Token);

        Assert.Equal(["base", "broken", "no-ego-fusion"], table.Rows.Select(row => row.Result.Name));
        Assert.Contains("planner.steps is 3", table.Rows[1].Result.Fault, StringComparison.Ordinal);
        Assert.Null(table.Rows[2].Result.Fault);
        Assert.Equal(["planning 1"], table.Rows[2].Result.Stages);
        Assert.Equal(["base.alignment", "base.dense2d", "base.llm.pretrain", "base.occupancy", "base.planning", "no-ego-fusion.planning"], Runs());
        Assert.All((int[])[0, 1, 4], figure =>
        {
            Assert.Null(table.Rows[0].Cells[figure]!.Difference);
            AblationCell cell = table.Rows[2].Cells[figure]!;
            Assert.Equal(cell.Value!.Value - table.Rows[0].Cells[figure]!.Value!.Value, cell.Difference!.Value, 1e-9);
            Assert.InRange(cell.DifferenceHigh!.Value, cell.DifferenceLow!.Value, double.PositiveInfinity);
        });
        DrivingModelConfig trained = ModelPack.Open(Path.Combine(Folder.Run("no-ego-fusion", "planning").Results, "pack")).Manifest.Config;
        Assert.False(trained.Planner.EgoFusion);

        string markdown = File.ReadAllText(Folder.Markdown);
        Assert.Contains("| no-ego-fusion | ", markdown, StringComparison.Ordinal);
        Assert.Contains("No figures: PackException", markdown, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"no-ego-fusion\"", File.ReadAllText(Folder.Json), StringComparison.Ordinal);

        // What is done stays as it is; what failed is tried again.
        news.Clear();
        byte[] report = File.ReadAllBytes(Folder.Report("no-ego-fusion"));
        await new AblationRunner(Folder.Open(null, resume: true), Plan, Folder, new(Path.Combine(root, "home"), Path.Combine(root, "data-root")), new() { News = news.Add })
            .RunAsync([broken, fused], [broken, fused], Token);
        Assert.Contains("base: done before", news);
        Assert.Contains("no-ego-fusion: done before", news);
        Assert.Contains(news, said => said.StartsWith("broken: PackException", StringComparison.Ordinal));
        Assert.Equal(report, File.ReadAllBytes(Folder.Report("no-ego-fusion")));
    }

    [Fact]
    public void Without_data_there_is_nothing_to_go_on_with() =>
        Assert.Contains("--data", Assert.Throws<TrainingException>(() => Folder.Open(null, resume: true)).Message, StringComparison.Ordinal);

    private static AblationPlan Plan { get; } = AblationPlan.For(AblationPreset.Micro) with
    {
        Architecture = Small(AblationPlan.For(AblationPreset.Micro).Architecture),
        Stages =
        [
            new("dense2d", 1) { Batch = 2 },
            new("llm.pretrain", 1) { Batch = 2, Settings = ["questions.tokens=128", "vocabulary_frames=4", "questions.drills=0"] },
            new("occupancy", 1) { Batch = 1, Settings = ["clustered_frames=2", "threshold_frames=2"] },
            new("alignment", 1) { Batch = 2, Settings = ["questions.tokens=128", "questions.drills=0"] },
            new("planning", 1) { Batch = 2, Settings = ["planner_samples=4", "planned_frames=4", "forecast_frames=1", "cluster_anchors=false"] }, // few frames hold no turns to cluster
        ],
        AnswerTokens = 4,
    };

    private static DrivingModelConfig Small(DrivingModelConfig config) => config with { Language = config.Language with { Layers = 1 } };

    private AblationRequest Request() => new()
    {
        Data = [World("data", 660_000, scenes: 1, seconds: 4.5, width: 128, height: 72)],
        Validation = Path.Combine(root, "data"),
        Test = World("test", 662_000, scenes: 2, seconds: 3, width: 64, height: 36),
        Preset = AblationPreset.Micro,
        Seed = 4,
    };

    private string World(string name, ulong seed, int scenes, double seconds, int width, int height)
    {
        string folder = Path.Combine(root, name);
        if (!Directory.Exists(folder))
        {
            WorldGenerator.Generate(new() { Seed = seed, Scenes = scenes, Seconds = seconds, Width = width, Height = height, Folder = folder }, _ => { }, CancellationToken.None);
        }
        return folder;
    }

    private string[] Runs() => [.. Directory.GetDirectories(Path.Combine(Folder.Path, "runs")).Select(Path.GetFileName).OfType<string>().Where(name => name[0] != '.').Order(StringComparer.Ordinal)];
}
