using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.Perception;
using VoxPilot.World.Generation;

namespace VoxPilot.Jobs.Tests.Training.Stages.Occupancy;

/// <summary>A handful of key frames, a pack with few queries and a teacher. Made once.</summary>
public sealed class SmallOccupancy : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("voxpilot-occupancy-").FullName;

    public SmallOccupancy()
    {
        string data = Path.Combine(root, "data");
        WorldGenerator.Generate(new() { Seed = 650_000, Scenes = 1, Seconds = 2, Width = 128, Height = 72, Folder = data }, _ => { }, TestContext.Current.CancellationToken);
        DrivingModelConfig nano = DrivingModelConfig.Nano();
        PerceptionConfig perception = nano.Perception with
        {
            Image = new() { Width = 128, Height = 64 },
            Encoder = nano.Perception.Encoder with { Queries = 24, Points = [1, 8] },
            Forecaster = nano.Perception.Forecaster with { Blocks = 1, SourcePoints = 8, Points = 8 },
        };
        Setup = new()
        {
            Data = NuScenesDataset.Open(data),
            From = UntrainedPack.Create(Path.Combine(root, "start"), nano with { Perception = perception, Connector = nano.Connector with { Points = 8 }, Language = nano.Language with { Layers = 1 } }, 3),
            Preset = TrainingPreset.Nano,
            Training = new() { Steps = 12, BatchSize = 2, LearningRate = 2e-3, WarmupSteps = 2, AverageDecay = 0.5, Seed = 5, LogSteps = 2, PreviewSteps = 12 },
            Command = "voxpilot train occupancy",
        };
        DenseHeadConfig head = new() { InputWidth = perception.Neck.Width };
        using ImageEncoder encoder = new(perception.Backbone, perception.Neck);
        using DenseHead maps = DenseHead.Create(head, 4);
        DenseTeacher.Save(Teacher, "made", new() { Backbone = perception.Backbone, Neck = perception.Neck, Head = head }, encoder, maps);
    }

    /// <summary>What the stage starts with, without a teacher.</summary>
    public StageSetup Setup { get; }

    /// <summary>Folder of a teacher of random weights.</summary>
    public string Teacher => Path.Combine(root, "teacher");

    /// <summary>The stage's options, small; samples as at test time.</summary>
    public static OccupancyConfig Config { get; } =
        OccupancyConfig.For(TrainingPreset.Nano) with { Augmentation = ClipAugmentation.None, ClusteredFrames = 2, PreviewFrames = 1, ThresholdFrames = 1 };

    /// <summary>A folder for a run.</summary>
    public RunFolder Run(string name) => new(Path.Combine(root, "runs", name));

    public void Dispose() => Directory.Delete(root, recursive: true);
}
