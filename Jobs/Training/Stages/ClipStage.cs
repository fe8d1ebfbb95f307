using VoxPilot.Core.Datasets.Loading;

namespace VoxPilot.Jobs.Training;

/// <summary>A stage that learns from batches of clips.</summary>
public abstract class ClipStage : TrainingStage<TrainingBatch>
{
    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Samples(TrainingBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return [.. batch.Samples.Select(sample => sample.Now.Token)];
    }

    /// <inheritdoc/>
    public sealed override TrainingBatch? Alone(TrainingBatch batch, int sample)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.Alone(sample);
    }
}
