using VoxPilot.Core.Datasets.Loading;

namespace VoxPilot.Jobs.Training;

/// <summary>Batches in an order that follows from a seed, prepared ahead. It never ends. For one consumer at a time.</summary>
/// <typeparam name="TBatch">What a step gets.</typeparam>
public interface IBatchSource<out TBatch> : IDisposable
    where TBatch : class, IDisposable
{
    /// <summary>Where a source has to start to go on after the last batch that was handed out.</summary>
    LoaderPosition Position { get; }

    /// <summary>The next batch.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the next call goes on.</exception>
    TBatch Take(CancellationToken cancellation);
}
