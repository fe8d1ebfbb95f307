using VoxPilot.Core.Datasets.Loading;

namespace VoxPilot.Jobs.Training;

/// <summary>Batches straight from a loader of clips.</summary>
/// <param name="loader">A loader without an end; it is disposed of with this.</param>
internal sealed class ClipBatches(ClipLoader loader) : IBatchSource<TrainingBatch>
{
    /// <inheritdoc/>
    public LoaderPosition Position => loader.Position;

    /// <inheritdoc/>
    public TrainingBatch Take(CancellationToken cancellation) =>
        loader.Next(cancellation) ?? throw new InvalidOperationException("The loader ended; training needs one without a number of epochs.");

    /// <inheritdoc/>
    public void Dispose() => loader.Dispose();
}
