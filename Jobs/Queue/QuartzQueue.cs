using Quartz;
using VoxPilot.Jobs.Store;

namespace VoxPilot.Jobs.Queue;

/// <summary>The queue over Quartz.NET, whose own tables lie in SQLite, or in PostgreSQL for several nodes.</summary>
/// <param name="schedulers">Makes the scheduler.</param>
internal sealed class QuartzQueue(ISchedulerFactory schedulers) : IJobQueue
{
    private const string Group = "jobs";

    private volatile IScheduler? running;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellation)
    {
        IScheduler scheduler = await schedulers.GetScheduler(cancellation);
        await scheduler.Start(cancellation);
        running = scheduler;
    }

    /// <inheritdoc/>
    public async Task OfferAsync(Job job, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        JobKey key = new(job.Id, Group);
        if (running is not { } scheduler || await scheduler.Exists(key, cancellation))
        {
            return;
        }
        // In the order in which they were queued, however long they wait. A node's sudden end is the store's to mend, which knows how long a node has been silent.
        ITrigger turn = TriggerBuilder.Create().WithIdentity(job.Id, Group).ForJob(key).StartAt(job.CreatedAt)
            .WithSimpleSchedule(schedule => schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires)).Build();
        try
        {
            await scheduler.ScheduleJob(JobBuilder.Create<QueuedJob>().WithIdentity(key).RequestRecovery().Build(), turn, new ScheduleJobOptions(), cancellation);
        }
        catch (ObjectAlreadyExistsException)
        {
            // another node was faster
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync()
    {
        if (running is { } scheduler)
        {
            running = null;
            await scheduler.Shutdown(true, CancellationToken.None);
        }
    }
}
