using System.Globalization;
using VoxPilot.Driving;

namespace VoxPilot.Jobs.Training;

/// <summary>Writes the pack that a stage leaves behind.</summary>
internal static class StagePack
{
    /// <summary>Folder of the pack in a run's results.</summary>
    public const string Folder = "pack";

    /// <summary>Whether planner and forecaster of a pack have a language model to listen to: one that has learnt to read its scenes.</summary>
    public static bool IsAligned(ModelPack pack) =>
        pack.Manifest.Config.Reasoning == ReasoningSource.LanguageModel
        && pack.Manifest.Provenance.Stages.Any(stage => stage.StartsWith(AlignmentStage.StageName, StringComparison.Ordinal));

    /// <summary>Writes it: the networks with new weights, the rest from the pack that the stage started from.</summary>
    /// <param name="folder">The run's folder for results.</param>
    /// <param name="setup">What the stage was started with.</param>
    /// <param name="model">Networks and anchors.</param>
    /// <param name="config">The architecture, with what the stage has set in it.</param>
    /// <param name="stage">Name of the stage.</param>
    /// <param name="stepsDone">Steps of the optimiser.</param>
    /// <param name="summary">What the pack can do, in a sentence.</param>
    /// <param name="trained">False: what it gives still means nothing.</param>
    /// <param name="language">Writes another language model to the path that it is given; null: the pack's stays.</param>
    public static ModelPack Write(
        string folder, StageSetup setup, DrivingModel model, DrivingModelConfig config, string stage, int stepsDone, string summary, bool trained = true, Action<string>? language = null)
    {
        PackManifest source = setup.From.Manifest;
        TrainingConfig training = setup.Training;
        string done = string.Create(
            CultureInfo.InvariantCulture, $"{stage}: {stepsDone} steps of {training.BatchSize * training.Accumulation} samples, seed {training.Seed}; {setup.Command}");
        string data = $"{setup.Data.Name} ({setup.Data.Count} key frames)";
        return TrainedPack.Write(Path.Combine(folder, Folder), model, setup.From, source with
        {
            Trained = trained || source.Trained,
            CreatedAt = TimeProvider.System.GetUtcNow(),
            Config = config,
            Metrics = [],
            Provenance = source.Provenance with
            {
                Summary = summary,
                Generator = Generator,
                Stages = [.. source.Provenance.Stages, done],
                Datasets = [.. source.Provenance.Datasets.Append(data).Distinct()],
            },
        }, language);
    }

    // Its number rises where the same weights would come to be written in another way.
    private const string Generator = "train/1";
}
