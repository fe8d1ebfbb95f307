using VoxPilot.Core.Datasets;
using VoxPilot.Driving;
using VoxPilot.Jobs.Evaluation;
using VoxPilot.Jobs.Reports;
using VoxPilot.World.Generation;

namespace VoxPilot.Jobs.Tests.Evaluation;

/// <summary>Two small scenes to measure on and two others to fit baselines on, and one evaluation of the untrained nano pack with everything. Made once.</summary>
public sealed class SmallWorld : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("voxpilot-evaluation-").FullName;
    private readonly string? dataRoot = Environment.GetEnvironmentVariable("VOXPILOT_DATA");

    /// <summary>The data set that is measured.</summary>
    public string Data => Path.Combine(root, "val");

    /// <summary>The data set that baselines are fitted on.</summary>
    public string Train => Path.Combine(root, "train");

    /// <summary>What the pack predicted.</summary>
    public string Submissions => Path.Combine(root, "submissions");

    /// <summary>The evaluation.</summary>
    internal Report Report { get; private set; } = null!;

    /// <summary>How far it said to be.</summary>
    internal List<EvaluationProgress> Progress { get; } = [];

    /// <summary>What was asked.</summary>
    internal EvaluationOptions Options => new() { Data = Data, Train = Train, QuestionsPerKind = 1, AnswerTokens = 8 };

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("VOXPILOT_DATA", Path.Combine(root, "data"));
        Generate(Data, seed: 620_000);
        Generate(Train, seed: 630_000);
        Report = await Evaluator.OfPackAsync(
            new PackCatalog(Path.Combine(root, "home"), Path.Combine(root, "data")), new(), Options with { Submissions = Submissions }, Progress.Add, TestContext.Current.CancellationToken);
    }

    /// <summary>A folder that is gone with the rest.</summary>
    public string Folder(string name) => Path.Combine(root, name);

    /// <summary>The measured data set.</summary>
    internal NuScenesDataset Open() => NuScenesDataset.Open(Data);

    public ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("VOXPILOT_DATA", dataRoot);
        Directory.Delete(root, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static void Generate(string folder, ulong seed) => WorldGenerator.Generate(
        new() { Seed = seed, Scenes = 2, Seconds = 4, Width = 64, Height = 36, Folder = folder }, _ => { }, TestContext.Current.CancellationToken);
}
