using Microsoft.AspNetCore.Http.HttpResults;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Drives;
using VoxPilot.Api.Idempotency;
using VoxPilot.Api.Requests;

namespace VoxPilot.Api.Endpoints;

/// <summary>One shot: frames in, everything out.</summary>
internal static class DriveEndpoints
{
    /// <summary>Maps /v1/drive.</summary>
    public static void MapDrive(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/drive", Drive).WithName("drive").WithTags("Drive")
            .Accepts<DriveRequest>("application/json", "multipart/form-data").NeedsModel().ProducesProblems(400, 409, 413, 415, 422, 503);

    /// <summary>Frames in; occupancy, an answer and a plan out.</summary>
    /// <remarks>As /v1/scenes; the `scene` object also takes `ask`, `horizons` and `plan`. Honours `Idempotency-Key`.</remarks>
    internal static async Task<Ok<DriveBody>> Drive(
        HttpRequest request, SceneRequestReader reader, DriveRunner runner, IdempotencyStore idempotency, CancellationToken cancellation)
    {
        SceneInput<DriveRequest> input = await reader.ReadAsync(request, VoxPilotJson.Readable.DriveRequest, cancellation);
        return await idempotency.OnceAsync(request, input.Fingerprint, async () => TypedResults.Ok(await runner.RunAsync(input, cancellation)));
    }
}
