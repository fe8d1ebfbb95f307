using VoxPilot.Core.Datasets;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.World.Generation;

namespace VoxPilot.Jobs.Tests.Training.Stages.Language;

/// <summary>One small scene with its questions and an untrained pack with few queries. Made once for a class.</summary>
public sealed class SmallLanguage : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("voxpilot-language-").FullName;

    public SmallLanguage()
    {
        WorldGenerator.Generate(new() { Seed = 660_000, Scenes = 1, Seconds = 5, Width = 128, Height = 72, Folder = Folder("data") }, _ => { }, CancellationToken.None);
        Data = NuScenesDataset.Open(Folder("data"));
        DrivingModelConfig nano = DrivingModelConfig.Nano();
        Pack = UntrainedPack.Create(
            Folder("pack"),
            nano with
            {
                Perception = nano.Perception with
                {
                    Image = nano.Perception.Image with { Width = 128, Height = 64 },
                    Encoder = nano.Perception.Encoder with { Queries = 24, Points = [1, 8] },
                    Forecaster = nano.Perception.Forecaster with { Blocks = 1, SourcePoints = 8, Points = 8 },
                },
                Connector = nano.Connector with { Points = 8 },
                Language = nano.Language with { Layers = 2 },
            },
            11);
    }

    /// <summary>The scene.</summary>
    internal IDriveDataset Data { get; }

    /// <summary>The pack.</summary>
    internal ModelPack Pack { get; }

    /// <summary>What a stage starts with.</summary>
    internal StageSetup Setup(ModelPack? from = null, int steps = 12, int batch = 2) => new()
    {
        Data = Data,
        Validation = Data,
        From = from ?? Pack,
        Preset = TrainingPreset.Nano,
        Training = new() { Steps = steps, BatchSize = batch, LearningRate = 2e-3, WarmupSteps = 2, ClipNorm = 5, AverageDecay = 0.5, Seed = 5, LogSteps = 1, PreviewSteps = steps },
        Command = "voxpilot train",
    };

    /// <summary>A folder for a run.</summary>
    internal RunFolder Run(string name) => new(Folder(Path.Combine("runs", name)));

    /// <summary>A folder or file that is gone with the rest.</summary>
    internal string Folder(string name) => Path.Combine(root, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(root, recursive: true);
}
