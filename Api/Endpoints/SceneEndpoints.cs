using Microsoft.AspNetCore.Http.HttpResults;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Idempotency;
using VoxPilot.Api.Requests;
using VoxPilot.Api.Scenes;

namespace VoxPilot.Api.Endpoints;

/// <summary>Scenes: frames are encoded once and asked many times.</summary>
internal static class SceneEndpoints
{
    /// <summary>Maps /v1/scenes.</summary>
    public static void MapScenes(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/v1/scenes").WithTags("Scenes");
        group.MapPost("/", CreateScene).WithName("create_scene")
            .Accepts<CreateSceneRequest>("application/json", "multipart/form-data").NeedsModel().ProducesProblems(400, 409, 413, 415, 422, 503);
        group.MapGet("/{id}", GetScene).WithName("get_scene").NeedsModel().ProducesProblems(404, 410, 503);
        group.MapDelete("/{id}", DeleteScene).WithName("delete_scene").NeedsModel().ProducesProblems(404, 410, 503);
    }

    /// <summary>Encode the frames of one instant into a scene.</summary>
    /// <remarks>
    /// Send multipart/form-data with one image part per camera, named by the camera, and a part `scene` of application/json;
    /// or application/json with the images as data URLs. Honours `Idempotency-Key`.
    /// </remarks>
    internal static async Task<Created<SceneBody>> CreateScene(
        HttpRequest request, SceneRequestReader reader, SceneCreation scenes, IdempotencyStore idempotency, CancellationToken cancellation)
    {
        SceneInput<CreateSceneRequest> input = await reader.ReadAsync(request, VoxPilotJson.Readable.CreateSceneRequest, cancellation);
        return await idempotency.OnceAsync(request, input.Fingerprint, async () =>
        {
            SceneBody scene = SceneMapping.ToBody(await scenes.CreateAsync(input.Request, input.Images, cancellation));
            return TypedResults.Created($"/v1/scenes/{scene.Id}", scene);
        });
    }

    /// <summary>What is known of a scene.</summary>
    /// <param name="id">The scene's id, or `latest` for the one made last.</param>
    /// <param name="scenes">Finds it.</param>
    internal static Ok<SceneBody> GetScene(string id, SceneDirectory scenes) => TypedResults.Ok(SceneMapping.ToBody(scenes.Find(id)));

    /// <summary>Drop a scene and free its memory.</summary>
    /// <param name="id">The scene's id, or `latest` for the one made last.</param>
    /// <param name="scenes">Finds it.</param>
    internal static NoContent DeleteScene(string id, SceneDirectory scenes)
    {
        scenes.Remove(id);
        return TypedResults.NoContent();
    }
}
