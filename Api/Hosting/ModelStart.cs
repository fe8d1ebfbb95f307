using System.Diagnostics;
using VoxPilot.Driving;

namespace VoxPilot.Api.Hosting;

/// <summary>Brings the model up with the host and notes when it is there, or why it is not.</summary>
internal sealed class ModelStart(IDrivingService driving, ILogger<ModelStart> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            await driving.Ready.WaitAsync(stoppingToken);
            logger.ModelReady(driving.Pack.Name, driving.Pack.Hash[..Math.Min(12, driving.Pack.Hash.Length)], driving.Pack.Trained, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // Without a model the server goes on and says why at /health/ready.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            logger.ModelFailed(fault.Message);
        }
    }
}
