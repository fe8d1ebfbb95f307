using System.Data.Common;
using System.Net.Sockets;
using VoxPilot.Api.Problems;
using VoxPilot.Jobs.Queue;
using VoxPilot.Jobs.Work;

namespace VoxPilot.Api.Endpoints;

/// <summary>Answers 503 where the store of jobs cannot be reached, or has not been yet.</summary>
internal sealed class JobStoreGate : IEndpointFilter
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!context.HttpContext.RequestServices.GetRequiredService<JobKeeper>().Ready)
        {
            throw Away("it has not been reached since the start");
        }
        try
        {
            return await next(context);
        }
        catch (Exception fault) when (fault is DbException or SocketException && StoreFaults.Pass(fault))
        {
            throw Away(fault.Message);
        }
    }

    private static ProblemException Away(string reason) =>
        new(ProblemTypes.JobStoreUnavailable, $"The store of jobs cannot be reached ({reason.TrimEnd('.')}); what runs goes on, and is written down when it is back.") { RetryAfter = Again };
}
