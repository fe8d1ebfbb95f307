using Microsoft.Extensions.Logging;
using VoxPilot.Jobs.Store;
using VoxPilot.Jobs.Work;

namespace VoxPilot.Jobs.Queue;

/// <summary>
/// Keeps jobs going on a node: brings the store up to date, takes back what this node ran before it ended, and from then on offers the queue all that is due and takes back what
/// silent nodes hold.
/// </summary>
/// <param name="store">Where jobs are kept.</param>
/// <param name="queue">Who starts them; made when the store is there.</param>
/// <param name="options">How this node works.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Log.</param>
public sealed class JobKeeper(JobStore store, Lazy<IJobQueue> queue, WorkerOptions options, TimeProvider time, ILogger<JobKeeper> logger) : IDisposable
{
    private readonly StoreRetry retry = new(logger, time);
    private readonly SemaphoreSlim news = new(0, 1);

    /// <summary>Whether the store has been reached and brought up to date.</summary>
    public bool Ready { get; private set; }

    /// <summary>Looks at the store at once: something has been queued, or has ended.</summary>
    public void Wake()
    {
        try
        {
            news.Release();
        }
        catch (SemaphoreFullException)
        {
            // it will look anyway
        }
    }

    /// <summary>Keeps jobs going until the node ends, and waits for what runs on it to stop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await retry.InsistAsync(() => store.MigrateAsync(stopping), stopping);
            Told(await retry.InsistAsync(() => store.RecoverNodeAsync(options.Node, stopping), stopping));
            Ready = true;
            await retry.InsistAsync(() => queue.Value.StartAsync(stopping), stopping);
            while (true)
            {
                await retry.InsistAsync(() => SweepAsync(stopping), stopping);
                await news.WaitAsync(TimeSpan.FromSeconds(options.SweepSeconds), stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // the node ends
        }
        finally
        {
            if (queue.IsValueCreated)
            {
                await queue.Value.StopAsync();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => news.Dispose();

    private async Task SweepAsync(CancellationToken cancellation)
    {
        Told(await store.RecoverAsync(TimeSpan.FromSeconds(options.SilenceSeconds), cancellation));
        foreach (Job job in await store.DueAsync(cancellation))
        {
            await queue.Value.OfferAsync(job, cancellation);
        }
    }

    private void Told(IReadOnlyList<string> jobs)
    {
        if (jobs.Count > 0)
        {
            logger.Recovered(string.Join(", ", jobs));
        }
    }
}
