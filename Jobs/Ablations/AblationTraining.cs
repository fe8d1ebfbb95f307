using System.Text.Json.Nodes;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Ablations;

/// <summary>Trains a row, stage by stage, from the last stage that it shares with the base. What a stage left before is taken as it is.</summary>
/// <param name="request">Data and seed.</param>
/// <param name="plan">The base's architecture and stages.</param>
/// <param name="folder">Where runs and packs lie.</param>
/// <param name="listener">Hears how far it is.</param>
internal sealed class AblationTraining(AblationRequest request, AblationPlan plan, AblationFolder folder, AblationListener listener)
{
    private const string TeacherFolder = "teacher";
    private const int WarmupShare = 10, AverageShare = 20; // a stage's warm-up is a tenth of it at most, and its average reaches over a twentieth

    /// <summary>The row's pack after its last stage. One thread does all of it.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; what is done is kept.</exception>
    public ModelPack Train(AblationRow row, CancellationToken cancellation)
    {
        ModelPack pack = Start(row);
        foreach (AblationStage stage in row.Stages(plan))
        {
            pack = Train(row, stage, pack, cancellation);
        }
        return pack;
    }

    private ModelPack Start(AblationRow row)
    {
        string made = folder.Pack(row.Name);
        if (row.After is not { } after)
        {
            return Directory.Exists(made) ? ModelPack.Open(made) : UntrainedPack.Create(made, row.Apply(plan.Architecture), request.Seed);
        }
        ModelPack shared = ModelPack.Open(Left(folder.Run(AblationRow.BaseName, after)));
        return row.Architecture.Count == 0 ? shared
            : Directory.Exists(made) ? ModelPack.Open(made)
            : VariantPack.Write(made, shared, row.Apply(shared.Manifest.Config), string.Join(", ", row.Architecture), request.Seed);
    }

    private ModelPack Train(AblationRow row, AblationStage stage, ModelPack from, CancellationToken cancellation)
    {
        RunFolder run = folder.Run(row.Name, stage.Name);
        if (!Directory.Exists(Left(run)))
        {
            listener.News($"{row.Name}: {stage.Name}");
            using ITrainingRun opened = Open(run, row, stage, from, out bool resumed, cancellation);
            if (!opened.Run(resumed, listener.Training, cancellation))
            {
                throw new OperationCanceledException(cancellation);
            }
        }
        return ModelPack.Open(Left(run));
    }

    private ITrainingRun Open(RunFolder run, AblationRow row, AblationStage stage, ModelPack from, out bool resumed, CancellationToken cancellation)
    {
        resumed = Directory.Exists(run.Checkpoints) && File.Exists(run.Config);
        if (resumed)
        {
            return RunOpener.Reopen(run, listener.Preparing, cancellation);
        }
        if (Directory.Exists(run.Path))
        {
            Directory.Delete(run.Path, recursive: true); // stopped before there was anything to go on from
        }
        return RunOpener.Begin(run, Record(row, stage, from), listener.Preparing, cancellation);
    }

    private RunRecord Record(AblationRow row, AblationStage stage, ModelPack from) => new()
    {
        Stage = stage.Name,
        Preset = TrainingPreset.Nano,
        Command = $"{request.Command} ({row.Name})",
        StartedAt = TimeProvider.System.GetUtcNow(),
        Data = request.Data,
        Validation = request.Validation,
        Augmented = true,
        From = from.Folder,
        Teacher = stage.Name == AblationPlan.Occupancy && plan.Stages.Any(s => s.Name == AblationPlan.Dense2D)
            ? Path.Combine(folder.Run(AblationRow.BaseName, AblationPlan.Dense2D).Results, TeacherFolder)
            : null,
        Device = request.Device,
        Settings = Settings(row, stage),
        Training = Schedule(stage),
    };

    private TrainingConfig Schedule(AblationStage stage)
    {
        TrainingConfig defaults = StageKind.Of(stage.Name).Defaults(TrainingPreset.Nano);
        return defaults with
        {
            Steps = stage.Steps,
            BatchSize = stage.Batch ?? defaults.BatchSize,
            Seed = request.Seed,
            WarmupSteps = Math.Min(defaults.WarmupSteps, stage.Steps / WarmupShare),
            AverageDecay = Math.Min(defaults.AverageDecay, Math.Max(0, 1 - (double)AverageShare / stage.Steps)),
            PreviewSteps = 0,
        };
    }

    private static Dictionary<string, JsonNode?> Settings(AblationRow row, AblationStage stage)
    {
        Dictionary<string, JsonNode?> settings = [];
        foreach (KeyValuePair<string, JsonNode?> setting in stage.Settings.Concat(row.Settings.GetValueOrDefault(stage.Name, [])).Select(StageSettings.Parse))
        {
            settings[setting.Key] = setting.Value;
        }
        return settings;
    }

    private static string Left(RunFolder run) => Path.Combine(run.Results, StagePack.Folder);
}
