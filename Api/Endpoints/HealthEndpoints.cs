using Microsoft.AspNetCore.Http.HttpResults;
using VoxPilot.Api.Contracts;
using VoxPilot.Driving;

namespace VoxPilot.Api.Endpoints;

/// <summary>Whether the server is there and ready.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps /health/live and /health/ready.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/health").WithTags("Health");
        group.MapGet("/live", Live).WithName("live");
        group.MapGet("/ready", Ready).WithName("ready").Produces<HealthBody>(200).Produces<HealthBody>(503);
    }

    /// <summary>200 as long as the process answers.</summary>
    internal static Ok<HealthBody> Live() => TypedResults.Ok(new HealthBody { Status = "ok" });

    /// <summary>200 once the model answers; before, 503 with what is loading and how far.</summary>
    internal static JsonHttpResult<HealthBody> Ready(HttpResponse response, IDrivingService driving)
    {
        LoadProgress progress = driving.Progress;
        if (progress.Ready)
        {
            return TypedResults.Json(new HealthBody { Status = "ok" }, VoxPilotJson.Readable.HealthBody);
        }
        if (progress.Failure is null)
        {
            response.Headers.RetryAfter = "1";
        }
        HealthBody body = new()
        {
            Status = progress.Failure is null ? "loading" : "failed",
            Loading = progress.Stage,
            Progress = progress.Fraction,
            Detail = progress.Failure ?? $"Loading the model: {progress.Stage}.",
        };
        return TypedResults.Json(body, VoxPilotJson.Readable.HealthBody, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
