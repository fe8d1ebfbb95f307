using Quartz;
using VoxPilot.Jobs.Work;

namespace VoxPilot.Jobs.Queue;

/// <summary>What Quartz calls when a job's turn has come. The job's id is the key's name.</summary>
internal sealed class QueuedJob(JobWorker worker, JobKeeper keeper) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (await worker.RunAsync(context.JobDetail.Key.Name, cancellationToken))
        {
            keeper.Wake(); // others may be due now
        }
    }
}
