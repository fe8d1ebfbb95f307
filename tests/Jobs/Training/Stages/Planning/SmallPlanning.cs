using VoxPilot.Core.Datasets;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.World.Generation;

namespace VoxPilot.Jobs.Tests.Training.Stages;

/// <summary>Two small scenes and an untrained pack with few queries, to learn planning from. Made once for a class.</summary>
public sealed class SmallPlanning : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("voxpilot-planning-").FullName;

    public SmallPlanning()
    {
        WorldGenerator.Generate(
            new() { Seed = 640_000, Scenes = 2, Seconds = 5, Width = 128, Height = 72, Folder = Folder("data") }, _ => { }, CancellationToken.None);
        Data = NuScenesDataset.Open(Folder("data"));
        Pack = UntrainedPack.Create(Folder("pack"), Config(), 11);
    }

    /// <summary>The scenes.</summary>
    public IDriveDataset Data { get; }

    /// <summary>The pack.</summary>
    internal ModelPack Pack { get; }

    /// <summary>A stage on them.</summary>
    /// <param name="cache">Folder of caches.</param>
    /// <param name="config">What is taught.</param>
    /// <param name="validation">Whether the same scenes serve as validation.</param>
    /// <param name="augmented">Whether samples are varied.</param>
    /// <param name="device">Where the networks run.</param>
    internal PlanningStage Open(string cache, PlanningConfig? config = null, bool validation = false, bool augmented = true, string device = "cpu") => PlanningStage.Create(
        new()
        {
            Data = Data,
            Validation = validation ? Data : null,
            From = Pack,
            Preset = TrainingPreset.Nano,
            Training = new() { Steps = 1, BatchSize = 4, Seed = 5 },
            Command = "train planning",
            Augmented = augmented,
            Device = device,
        },
        config ?? Lesson, Folder(cache), null, CancellationToken.None);

    /// <summary>Few frames hold no turns to cluster: the pack's anchors stay.</summary>
    internal static PlanningConfig Lesson { get; } = new() { ClusterAnchors = false, PlannedFrames = 4, ForecastFrames = 2, PlannerSamples = 4, SceneDropout = 0, LeastQueryShare = 1, QueryNoise = 0 };

    /// <summary>A folder that is gone with the rest.</summary>
    public string Folder(string name) => Path.Combine(root, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(root, recursive: true);

    private static DrivingModelConfig Config()
    {
        DrivingModelConfig nano = DrivingModelConfig.Nano();
        return nano with
        {
            Perception = nano.Perception with
            {
                Image = nano.Perception.Image with { Width = 128, Height = 64 },
                Encoder = nano.Perception.Encoder with { Queries = 32, Points = [1, 8] },
                Forecaster = nano.Perception.Forecaster with { Blocks = 1, SourcePoints = 8, Points = 8 },
            },
            Connector = nano.Connector with { Points = 8 },
            Language = nano.Language with { Layers = 2 },
        };
    }
}
