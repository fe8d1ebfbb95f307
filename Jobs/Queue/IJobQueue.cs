using VoxPilot.Jobs.Store;

namespace VoxPilot.Jobs.Queue;

/// <summary>
/// Decides when and on which node a job that is due starts. It may hand out a job twice, or one that cannot start now: the store has the last word (<see cref="JobStore.ClaimAsync"/>).
/// What it has lost it is offered again.
/// </summary>
#pragma warning disable CA1711 // It is a queue, though not a collection.
public interface IJobQueue
#pragma warning restore CA1711
{
    /// <summary>Begins to hand out jobs on this node.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Puts in a job that is due; one that is there already, or is being run, stays as it is.</summary>
    Task OfferAsync(Job job, CancellationToken cancellation);

    /// <summary>Hands out nothing more on this node, asks what runs to stop, and waits for it.</summary>
    Task StopAsync();
}
