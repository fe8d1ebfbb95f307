using VoxPilot.Core.Datasets.Loading;

namespace VoxPilot.Jobs.Training;

/// <summary>A stage that can be asked for by name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="About">What it teaches, in one line.</param>
/// <param name="Defaults">How it learns where nothing else is said.</param>
/// <param name="Open">Makes a run of it.</param>
public sealed record StageKind(string Name, string About, Func<TrainingPreset, TrainingConfig> Defaults, Func<StageSetup, RunFolder, ITrainingRun> Open)
{
    /// <summary>All stages, in the order in which a model goes through them.</summary>
    public static IReadOnlyList<StageKind> All { get; } =
    [
        new("dense2d", "depth and class of every pixel: first weights of the image encoder, and nano's teacher", Dense2DConfig.Training,
            (setup, folder) => new TrainingLoop<TrainingBatch>(new Dense2DStage(setup), setup.Training, folder)),
        new("occupancy", "what is where: image encoder and sparse occupancy encoder", OccupancyConfig.Training,
            (setup, folder) => new TrainingLoop<TrainingBatch>(new OccupancyStage(setup), setup.Training, folder)),
        new("planning", "where things will be and where to drive: forecaster, anchor scorer, diffusion decoder", PlanningConfig.Training,
            (setup, folder) => new TrainingLoop<TrainingBatch>(PlanningStage.Create(setup, StageSettings.Apply(PlanningConfig.For(setup.Preset), setup.Settings, TrainingJson.Default.PlanningConfig), folder.Cache, setup.Preparing, setup.Cancellation), setup.Training, folder)),
    ];

    /// <summary>The stage of a name.</summary>
    /// <exception cref="TrainingException">There is none.</exception>
    public static StageKind Of(string name) => All.FirstOrDefault(kind => kind.Name == name)
        ?? throw new TrainingException($"There is no stage '{name}'; the stages are {string.Join(", ", All.Select(kind => kind.Name))}.");
}
