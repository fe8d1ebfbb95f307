using System.Text.Json.Nodes;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Training;

/// <summary>A stage that can be asked for by name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="About">What it teaches, in one line.</param>
/// <param name="Defaults">How it learns where nothing else is said.</param>
/// <param name="Open">Makes a run of it.</param>
/// <param name="Check">Refuses settings that lead nowhere or make no sense, by <see cref="TrainingException"/> or <see cref="System.ComponentModel.DataAnnotations.ValidationException"/>, before there is a run.</param>
public sealed record StageKind(
    string Name, string About, Func<TrainingPreset, TrainingConfig> Defaults, Func<StageSetup, RunFolder, ITrainingRun> Open,
    Action<TrainingPreset, IReadOnlyDictionary<string, JsonNode?>> Check)
{
    /// <summary>All stages, in the order in which a model goes through them.</summary>
    public static IReadOnlyList<StageKind> All { get; } =
    [
        new("dense2d", "depth and class of every pixel: first weights of the image encoder, and nano's teacher", Dense2DConfig.Training,
            (setup, folder) => new TrainingLoop<TrainingBatch>(new Dense2DStage(setup), setup.Training, folder),
            (_, settings) => StageSettings.Apply(Dense2DConfig.For(PerceptionConfig.Nano()), settings, TrainingJson.Default.Dense2DConfig)),
        new(SqsStage.StageName, "3D Gaussians that render what cameras and LiDAR measure, without labels: image encoder and Gaussians (SQS)", SqsConfig.Training,
            (setup, folder) => new TrainingLoop<TrainingBatch>(new SqsStage(setup), setup.Training, folder),
            (preset, settings) => StageSettings.Apply(SqsConfig.For(preset, PerceptionConfig.Nano()), settings, TrainingJson.Default.SqsConfig)),
        new("occupancy", "what is where: image encoder and sparse occupancy encoder", OccupancyConfig.Training,
            (setup, folder) => new TrainingLoop<TrainingBatch>(new OccupancyStage(setup), setup.Training, folder),
            (preset, settings) => StageSettings.Apply(OccupancyConfig.For(preset), settings, TrainingJson.Default.OccupancyConfig)),
        new(PretrainStage.StageName, "a small language model of the pack's architecture, from text alone: a vocabulary, and reasoning over lists of what is there", PretrainConfig.Training,
            (setup, folder) => new TrainingLoop<TrainingBatch>(new PretrainStage(setup, StageSettings.Apply(new PretrainConfig(), setup.Settings, TrainingJson.Default.PretrainConfig)), setup.Training, folder),
            (_, settings) => StageSettings.Apply(new PretrainConfig(), settings, TrainingJson.Default.PretrainConfig).Validate()),
        new(AlignmentStage.StageName, "what scene tokens mean: connector and language model, or a LoRA beside it, from questions and answers", AlignmentConfig.Training,
            (setup, folder) => new TrainingLoop<TrainingBatch>(AlignmentStage.Create(setup, StageSettings.Apply(AlignmentConfig.For(setup.Preset, setup.From.Manifest.Config.Language), setup.Settings, TrainingJson.Default.AlignmentConfig), folder.Cache), setup.Training, folder),
            (preset, settings) => StageSettings.Apply(AlignmentConfig.For(preset), settings, TrainingJson.Default.AlignmentConfig).Validate()),
        new("planning", "where things will be and where to drive: forecaster, anchor scorer, diffusion decoder", PlanningConfig.Training,
            (setup, folder) => new TrainingLoop<TrainingBatch>(PlanningStage.Create(setup, StageSettings.Apply(PlanningConfig.For(setup.Preset), setup.Settings, TrainingJson.Default.PlanningConfig), folder.Cache, setup.Preparing, setup.Cancellation), setup.Training, folder),
            (preset, settings) => StageSettings.Apply(PlanningConfig.For(preset), settings, TrainingJson.Default.PlanningConfig).Validate()),
        new(JointStage.StageName, "everything at once, from images to answers and plans, starting from an aligned pack that plans", JointConfig.Training,
            (setup, folder) => new TrainingLoop<TrainingBatch>(new JointStage(setup, StageSettings.Apply(JointConfig.For(setup.Preset), setup.Settings, TrainingJson.Default.JointConfig), folder.Cache), setup.Training, folder),
            (preset, settings) => StageSettings.Apply(JointConfig.For(preset), settings, TrainingJson.Default.JointConfig).Validate()),
        new(FinetuneStage.StageName, "your own questions and answers (--questions): a LoRA beside the language model, to be loaded as an adapter", FinetuneConfig.Training,
            (setup, folder) => new TrainingLoop<TrainingBatch>(FinetuneStage.Create(setup, StageSettings.Apply(FinetuneConfig.For(setup.Preset), setup.Settings, TrainingJson.Default.FinetuneConfig), folder.Cache), setup.Training, folder),
            (preset, settings) => StageSettings.Apply(FinetuneConfig.For(preset), settings, TrainingJson.Default.FinetuneConfig).Validate()),
    ];

    /// <summary>The stage of a name.</summary>
    /// <exception cref="TrainingException">There is none.</exception>
    public static StageKind Of(string name) => All.FirstOrDefault(kind => kind.Name == name)
        ?? throw new TrainingException($"There is no stage '{name}'; the stages are {string.Join(", ", All.Select(kind => kind.Name))}.");
}
