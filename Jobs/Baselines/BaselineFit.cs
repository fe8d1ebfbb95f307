using VoxPilot.Core;
using VoxPilot.Core.Datasets;

namespace VoxPilot.Jobs.Baselines;

/// <summary>
/// Fits all baselines of a training split, and keeps them: the same split and options are not fitted twice. What was fitted is found by the
/// fingerprint of what it was fitted on; a split that changed is fitted anew.
/// </summary>
public static class BaselineFit
{
    private const double ReadingShare = 0.1, PriorShare = 0.5;
    private const int NamedScenes = 5;

    /// <summary>Reads the training split and fits, or takes what was kept.</summary>
    /// <param name="training">The training split.</param>
    /// <param name="evaluation">What is evaluated on; must share no scene with the training split. Null if there is none.</param>
    /// <param name="folder">Where fitted baselines are kept, below the data root; it is made if absent.</param>
    /// <param name="options">How they are fitted.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="DatasetException">The training split is empty, shares scenes with the evaluation's, or cannot be read.</exception>
    public static FittedBaselines Fit(
        IDriveDataset training,
        IDriveDataset? evaluation,
        string folder,
        BaselineFitOptions? options = null,
        IProgress<BaselineFitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new();
        RefuseEmpty(training);
        RefuseShared(training, evaluation);

        progress?.Report(new("reading poses", 0));
        IReadOnlyList<EgoExample> examples = DatasetExamples.Read(training, cancellation);
        if (examples.Count == 0)
        {
            throw new DatasetException(
                $"{training.Name}: none of its {training.Count} key frames has an ego state, a past and {Trajectory.Steps} recorded future steps, so there is nothing to learn a plan from. Give longer scenes.", training.Name);
        }
        string fingerprint = BaselineFingerprint.Of(training, examples, options);
        BaselineStore store = new(Path.Combine(folder, fingerprint[..16]));
        FittedBaselines? kept = store.Load(fingerprint);
        if (kept is null)
        {
            VoxelPrior? prior = null;
            if (training.Read(0, KeyframeParts.Occupancy).Occupancy is not null)
            {
                prior = VoxelPrior.Fit(training, options.VoxelPrior, Part(progress, "counting labels per voxel", ReadingShare, PriorShare), cancellation);
            }
            Relay<EgoMlpEpoch>? passes = progress is null ? null : new(epoch =>
                progress.Report(new("training the ego-MLP", PriorShare + (1 - PriorShare) * epoch.Epoch / epoch.Epochs)));
            kept = new()
            {
                Training = training.Name,
                Keyframes = training.Count,
                Examples = examples.Count,
                Fingerprint = fingerprint,
                Reused = false,
                CommandMean = CommandMeanBaseline.Fit(examples),
                EgoMlp = EgoMlp.Train(examples, options.EgoMlp, passes, cancellation),
                VoxelPrior = prior,
            };
            store.Save(kept);
        }
        progress?.Report(new("fitted", 1));
        return kept;
    }

    private static void RefuseEmpty(IDriveDataset training)
    {
        if (training.Count == 0)
        {
            throw new DatasetException($"The training split {training.Name} has no key frames; baselines are fitted on at least one scene.", training.Name);
        }
    }

    private static void RefuseShared(IDriveDataset training, IDriveDataset? evaluation)
    {
        if (evaluation is null)
        {
            return;
        }
        HashSet<string> learnt = [.. Enumerable.Range(0, training.Count).Select(training.Scene)];
        string[] shared = [.. Enumerable.Range(0, evaluation.Count).Select(evaluation.Scene).Distinct().Where(learnt.Contains).Order(StringComparer.Ordinal)];
        if (shared.Length > 0)
        {
            throw new DatasetException(
                $"The training split {training.Name} and the evaluated {evaluation.Name} share {shared.Length} scenes ({string.Join(", ", shared.Take(NamedScenes))}{(shared.Length > NamedScenes ? ", …" : "")}); "
                + "a baseline that has seen the answers is none. Take them out of the training split.",
                training.Name);
        }
    }

    private static Relay<double>? Part(IProgress<BaselineFitProgress>? progress, string what, double from, double to) =>
        progress is null ? null : new(share => progress.Report(new(what, from + share * (to - from))));

    // At once and on the caller's thread, unlike Progress<T>.
    private sealed class Relay<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
