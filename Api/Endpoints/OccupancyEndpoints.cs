using Microsoft.AspNetCore.Http.HttpResults;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Occupancy;
using VoxPilot.Api.Problems;
using VoxPilot.Api.Scenes;
using VoxPilot.Driving;

namespace VoxPilot.Api.Endpoints;

/// <summary>Semantic occupancy of a scene.</summary>
internal static class OccupancyEndpoints
{
    /// <summary>Maps /v1/scenes/{id}/occupancy.</summary>
    public static void MapOccupancy(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/scenes/{id}/occupancy", GetOccupancy).WithName("get_occupancy").WithTags("Occupancy")
            .Produces<OccupancyBody>()
            .NeedsModel().ProducesProblems(404, 410, 422, 503);

    /// <summary>Semantic occupancy, now and up to three seconds ahead.</summary>
    /// <remarks>Occ3D's grid: 200×200×16 voxels of 0.4 m, x, y ∈ [−40, 40] m, z ∈ [−1, 5.4] m, 18 labels. npz and binary carry pack, trained, seed and timings in headers (X-VoxPilot-…).</remarks>
    /// <param name="id">The scene's id, or `latest` for the one made last.</param>
    /// <param name="horizon">Seconds ahead, separated by commas: 0, 1, 2, 3.</param>
    /// <param name="format">`json`, `npz` (Occ3D's `semantics`), or `binary` (docs/formats.md).</param>
    /// <param name="context">The request.</param>
    /// <param name="scenes">Finds the scene.</param>
    /// <param name="driving">Gives the occupancy.</param>
    /// <param name="cancellation">The client went away.</param>
    internal static async Task<Results<Ok<OccupancyBody>, FileContentHttpResult>> GetOccupancy(
        string id, HttpContext context, SceneDirectory scenes, IDrivingService driving, CancellationToken cancellation,
        string? horizon = "0", string? format = "json")
    {
        IReadOnlyList<int> horizons = Horizons.Read(horizon);
        if (format is not (null or "" or "json" or "npz" or "binary"))
        {
            throw new ProblemException(ProblemTypes.InvalidInput, "format", "format takes json, npz or binary.");
        }
        Scene scene = scenes.Find(id);
        SceneOccupancy occupancy = await driving.OccupancyAsync(scene, horizons, cancellation);
        if (format is "npz" or "binary")
        {
            ModelHeaders.Write(context.Response.Headers, occupancy.Pack, occupancy.Seed, occupancy.Timings);
        }
        return format switch
        {
            "npz" => TypedResults.File(OccupancyNpz.Write(occupancy), OccupancyNpz.ContentType, "occupancy.npz"),
            "binary" => TypedResults.File(OccupancyBinary.Write(occupancy), OccupancyBinary.ContentType),
            _ => TypedResults.Ok(OccupancyMapping.ToBody(occupancy)),
        };
    }
}
