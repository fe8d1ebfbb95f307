using Microsoft.Extensions.Logging;
using VoxPilot.Jobs.Store;

namespace VoxPilot.Jobs.Work;

/// <summary>Does what it can to get something into a store that is away for a while: a database that restarts, a locked file, a full disk.</summary>
internal sealed class StoreRetry(ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private int away;

    /// <summary>Repeats something until it succeeds.</summary>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    /// <exception cref="StaleAttemptException">The attempt may not write any more.</exception>
    public async Task<T> InsistAsync<T>(Func<Task<T>> write, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                T result = await write();
                if (Interlocked.Exchange(ref away, 0) == 1)
                {
                    logger.StoreIsBack();
                }
                return result;
            }
            catch (Exception fault) when (StoreFaults.Pass(fault))
            {
                if (Interlocked.Exchange(ref away, 1) == 0)
                {
                    logger.StoreIsAway(fault.Message);
                }
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }

    /// <summary>Repeats something until it succeeds.</summary>
    public Task InsistAsync(Func<Task> write, CancellationToken cancellation) => InsistAsync(
        async () =>
        {
            await write();
            return true;
        }, cancellation);
}
