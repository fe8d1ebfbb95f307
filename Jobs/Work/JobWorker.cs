using Microsoft.Extensions.Logging;
using VoxPilot.Jobs.Store;

namespace VoxPilot.Jobs.Work;

/// <summary>Works on jobs that the queue hands out: claims one in the store, runs it in a process of its own, and writes down all that the process says.</summary>
/// <param name="store">Where jobs are kept.</param>
/// <param name="programs">What does the work.</param>
/// <param name="options">How this node works.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Log.</param>
public sealed class JobWorker(JobStore store, IJobPrograms programs, WorkerOptions options, TimeProvider time, ILogger<JobWorker> logger)
{
    private readonly StoreRetry retry = new(logger, time);

    /// <summary>Runs a job to its end, where this node can take it now.</summary>
    /// <param name="id">The job.</param>
    /// <param name="stopping">Stops it in good order: it leaves a checkpoint and is queued again.</param>
    /// <returns>Whether it was run here.</returns>
    public async Task<bool> RunAsync(string id, CancellationToken stopping)
    {
        Job? job = await retry.InsistAsync(() => store.FindAsync(id, stopping), stopping);
        if (job is null || !options.Devices.Contains(job.Device) || await retry.InsistAsync(() => store.ClaimAsync(id, options.Node, stopping), stopping) is not { } attempt)
        {
            return false;
        }
        logger.AttemptBegins(id, job.Kind, attempt);
        try
        {
            using JobAttempt work = new(job with { Attempt = attempt, State = JobState.Running, Node = options.Node }, store, programs, options, time, retry, logger);
            await work.RunAsync(stopping);
        }
        catch (StaleAttemptException)
        {
            logger.AttemptIsLate(id);
        }
        return true;
    }
}
