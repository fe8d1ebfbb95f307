using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Options;
using VoxPilot.Api.Requests;
using VoxPilot.Api.Scenes;
using VoxPilot.Api.Streaming;
using VoxPilot.Driving;

namespace VoxPilot.Api.Endpoints;

/// <summary>Plans for a scene.</summary>
internal static class PlanEndpoints
{
    /// <summary>Maps /v1/scenes/{id}/plan.</summary>
    public static void MapPlans(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/scenes/{id}/plan", PlanScene).WithName("plan_scene").WithTags("Plans")
            .Accepts<MakePlanRequest>(isOptional: true, "application/json").Produces<PlanBody>()
            .NeedsModel().ProducesProblems(400, 404, 410, 413, 415, 422, 503);

    /// <summary>Plan three seconds: trajectory, anchors with scores, safety report.</summary>
    /// <remarks>
    /// `trajectory` is never null: where nothing is safe, `abstained` is true, `reason` says why, and the trajectory is the controlled stop.
    /// With `what_if` the answer also holds `baseline` and `difference`. With `stream` it comes as server-sent events:
    /// `anchor_scores`, `denoise_step` twice, `plan`, or `error` with a problem.
    /// </remarks>
    /// <param name="id">The scene's id, or `latest` for the one made last.</param>
    /// <param name="request">What is to be planned.</param>
    /// <param name="scenes">Finds the scene.</param>
    /// <param name="driving">Plans.</param>
    /// <param name="limits">How long the body may be.</param>
    /// <param name="cancellation">The client went away.</param>
    internal static async Task<Results<Ok<PlanBody>, EventStream>> PlanScene(
        string id, HttpRequest request, SceneDirectory scenes, IDrivingService driving, IOptions<LimitOptions> limits, CancellationToken cancellation)
    {
        MakePlanRequest body = await RequestBody.ReadJsonAsync(request, VoxPilotJson.Readable.MakePlanRequest, limits.Value.JsonBytes, new(), cancellation);
        PlanRequest plan = PlanRequestMapping.ToDomain(body);
        Scene scene = scenes.Find(id);
        if (body.Stream)
        {
            return await EventStream.StartAsync(DrivingStreams.PlanAsync(driving, scene, plan, cancellation), cancellation);
        }
        return TypedResults.Ok(PlanMapping.ToBody(await driving.PlanToEndAsync(scene, plan, cancellation)));
    }
}
