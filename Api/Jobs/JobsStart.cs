using VoxPilot.Jobs.Queue;

namespace VoxPilot.Api.Jobs;

/// <summary>Keeps jobs going as long as the server runs. It ends before the model does, and waits until what runs has saved.</summary>
internal sealed class JobsStart(JobKeeper keeper) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => keeper.RunAsync(stoppingToken);
}
