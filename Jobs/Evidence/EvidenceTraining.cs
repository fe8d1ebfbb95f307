using VoxPilot.Core.Datasets;
using VoxPilot.Driving;
using VoxPilot.Jobs.Ablations;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Evidence;

/// <summary>Trains the runs of a table, each once for a seed. What a run left before is taken as it is; one that was stopped goes on.</summary>
/// <param name="request">Data and device.</param>
/// <param name="plan">The runs.</param>
/// <param name="folder">Where they lie.</param>
/// <param name="listener">Hears how far it is.</param>
internal sealed class EvidenceTraining(EvidenceRequest request, EvidencePlan plan, EvidenceFolder folder, AblationListener listener)
{
    private const int WarmupShare = 10, AverageShare = 20; // a stage's warm-up is a tenth of it at most, and its average reaches over a twentieth

    private readonly int frames = request.Data.Sum(data => NuScenesDataset.Open(data).Count);

    /// <summary>The pack that a run leaves, with all that it starts from. One thread does all of it.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; what is done is kept.</exception>
    public ModelPack Train(string name, ulong seed, CancellationToken cancellation)
    {
        EvidenceRun run = plan.Run(name);
        RunFolder kept = folder.Run(seed, name);
        string left = Path.Combine(kept.Results, StagePack.Folder);
        if (!Directory.Exists(left))
        {
            string from = run.From is { } before ? Train(before, seed, cancellation).Folder : Blank(seed);
            string? plugIn = run.PlugIn is { } seeing ? Train(seeing, seed, cancellation).Folder : null;
            listener.News($"seed {seed}, {name}: {run.Stage} {run.Steps}");
            bool resumed = Directory.Exists(kept.Checkpoints) && File.Exists(kept.Config);
            if (!resumed && Directory.Exists(kept.Path))
            {
                Directory.Delete(kept.Path, recursive: true); // stopped before there was anything to go on from
            }
            using ITrainingRun opened = resumed
                ? RunOpener.Reopen(kept, listener.Preparing, cancellation)
                : RunOpener.Begin(kept, Record(run, seed, from, plugIn), listener.Preparing, cancellation);
            if (!opened.Run(resumed, listener.Training, cancellation))
            {
                throw new OperationCanceledException(cancellation);
            }
        }
        return ModelPack.Open(left);
    }

    private string Blank(ulong seed)
    {
        string blank = folder.Blank(seed);
        return Directory.Exists(blank) ? blank : UntrainedPack.Create(blank, plan.Architecture, seed).Folder;
    }

    private RunRecord Record(EvidenceRun run, ulong seed, string from, string? plugIn) => new()
    {
        Stage = run.Stage,
        Preset = TrainingPreset.Nano,
        Command = $"{request.Command} ({run.Name}, seed {seed})",
        StartedAt = TimeProvider.System.GetUtcNow(),
        Data = request.Data,
        Validation = request.Validation,
        Limit = run.Share < 1 ? Math.Max(1, (int)Math.Round(run.Share * frames)) : null,
        Augmented = true,
        From = from,
        PlugIn = plugIn,
        Device = request.Device,
        Settings = run.Settings.Select(StageSettings.Parse).ToDictionary(),
        Training = Schedule(run, seed),
    };

    private static TrainingConfig Schedule(EvidenceRun run, ulong seed)
    {
        TrainingConfig defaults = StageKind.Of(run.Stage).Defaults(TrainingPreset.Nano);
        return defaults with
        {
            Steps = run.Steps,
            BatchSize = run.Batch ?? defaults.BatchSize,
            Seed = seed,
            WarmupSteps = Math.Min(defaults.WarmupSteps, run.Steps / WarmupShare),
            AverageDecay = Math.Min(defaults.AverageDecay, Math.Max(0, 1 - (double)AverageShare / run.Steps)),
            PreviewSteps = run.Stage == SqsStage.StageName ? run.Steps : 0,
        };
    }
}
