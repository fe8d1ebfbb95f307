using VoxPilot.Torch;

namespace VoxPilot.Jobs.Baselines;

/// <summary>The closed loop's planner without cameras: an <see cref="EgoMlp"/> of the expert's drives through the world, trained once and kept.</summary>
public static class WorldEgoMlp
{
    /// <summary>Drives that it learns from by default; with <see cref="DefaultSeconds"/> each, 17,500 examples.</summary>
    public const int DefaultDrives = 500;

    /// <summary>Seconds of each drive.</summary>
    public const double DefaultSeconds = 20;

    private const int Witnesses = 2; // drives whose examples stand for all: the world's drives depend on its code and their seeds alone
    private const double DrivingShare = 0.7;

    /// <summary>Takes the one kept in a folder, or records drives, trains one and keeps it.</summary>
    /// <param name="folder">Where it is kept, below the data root; it is made if absent.</param>
    /// <param name="firstSeed">Seed of the first drive.</param>
    /// <param name="drives">How many drives.</param>
    /// <param name="seconds">How long each lasts.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="progress">Gets what is done and the share of it.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static EgoMlp Open(
        string folder,
        ulong firstSeed = WorldDrives.TrainingSeed,
        int drives = DefaultDrives,
        double seconds = DefaultSeconds,
        EgoMlpOptions? options = null,
        IProgress<BaselineFitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new();
        IReadOnlyList<EgoExample> witnesses = WorldDrives.Examples(firstSeed, Math.Min(drives, Witnesses), seconds, null, cancellation);
        string fingerprint = BaselineFingerprint.Of(witnesses, new { firstSeed, drives, seconds, options });
        string path = Path.Combine(folder, $"world-ego-mlp-{fingerprint[..16]}.safetensors");
        if (Kept(path) is { } kept && kept.Fingerprint == fingerprint)
        {
            return new(kept);
        }
        IReadOnlyList<EgoExample> examples = WorldDrives.Examples(
            firstSeed, drives, seconds, progress is null ? null : new Driving(progress), cancellation);
        EgoMlpWeights weights = EgoMlp.Train(examples, options, progress is null ? null : new Training(progress), cancellation).Weights with { Fingerprint = fingerprint };
        Directory.CreateDirectory(folder);
        weights.Save(path);
        return new(weights);
    }

    private static EgoMlpWeights? Kept(string path)
    {
        try
        {
            return File.Exists(path) ? EgoMlpWeights.Load(path) : null;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or TensorFileException)
        {
            return null; // trained anew
        }
    }

    private sealed class Driving(IProgress<BaselineFitProgress> progress) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new("driving through the world", DrivingShare * value));
    }

    private sealed class Training(IProgress<BaselineFitProgress> progress) : IProgress<EgoMlpEpoch>
    {
        public void Report(EgoMlpEpoch value) => progress.Report(new("training the ego-MLP", DrivingShare + (1 - DrivingShare) * value.Epoch / value.Epochs));
    }
}
