namespace VoxPilot.Core.Datasets.Loading;

/// <summary>Some samples of one epoch. Dispose it when its arrays have been copied: the loader fills them again.</summary>
public sealed class TrainingBatch : IDisposable
{
    private readonly Action<TrainingSample> giveBack;
    private TrainingSample[]? samples;

    internal TrainingBatch(TrainingSample[] samples, int epoch, LoaderPosition next, Action<TrainingSample> giveBack) =>
        (this.samples, Epoch, Next, this.giveBack) = (samples, epoch, next, giveBack);

    /// <summary>The samples, in the order of the epoch.</summary>
    /// <exception cref="ObjectDisposedException">The batch was given back.</exception>
    public IReadOnlyList<TrainingSample> Samples => samples ?? throw new ObjectDisposedException(nameof(TrainingBatch));

    /// <summary>Their epoch.</summary>
    public int Epoch { get; }

    /// <summary>Where a loader has to start to go on after this batch.</summary>
    public LoaderPosition Next { get; }

    /// <summary>One of the samples as a batch, valid as long as this one is.</summary>
    public TrainingBatch Alone(int sample) => new([Samples[sample]], Epoch, Next, _ => { });

    /// <summary>Gives the arrays back.</summary>
    public void Dispose()
    {
        foreach (TrainingSample sample in Interlocked.Exchange(ref samples, null) ?? [])
        {
            giveBack(sample);
        }
    }
}
