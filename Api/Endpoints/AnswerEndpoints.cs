using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Options;
using VoxPilot.Api.Requests;
using VoxPilot.Api.Scenes;
using VoxPilot.Api.Streaming;
using VoxPilot.Driving;

namespace VoxPilot.Api.Endpoints;

/// <summary>Questions about a scene.</summary>
internal static class AnswerEndpoints
{
    /// <summary>Maps /v1/scenes/{id}/answers.</summary>
    public static void MapAnswers(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/scenes/{id}/answers", AskScene).WithName("ask_scene").WithTags("Answers")
            .Accepts<AskRequest>("application/json").Produces<AnswerBody>()
            .NeedsModel().ProducesProblems(400, 404, 410, 413, 415, 422, 503);

    /// <summary>Ask a question about a scene.</summary>
    /// <remarks>With `stream` the answer comes as server-sent events: `token` …, then `done` with the whole answer, or `error` with a problem.</remarks>
    /// <param name="id">The scene's id, or `latest` for the one made last.</param>
    /// <param name="request">The question.</param>
    /// <param name="scenes">Finds the scene.</param>
    /// <param name="driving">Answers.</param>
    /// <param name="limits">How long a question may be.</param>
    /// <param name="cancellation">The client went away.</param>
    internal static async Task<Results<Ok<AnswerBody>, EventStream>> AskScene(
        string id, HttpRequest request, SceneDirectory scenes, IDrivingService driving, IOptions<LimitOptions> limits, CancellationToken cancellation)
    {
        AskRequest body = await RequestBody.ReadJsonAsync(request, VoxPilotJson.Readable.AskRequest, limits.Value.JsonBytes, whenEmpty: null, cancellation);
        Question question = QuestionMapping.ToDomain(body, limits.Value);
        Scene scene = scenes.Find(id);
        if (body.Stream)
        {
            return await EventStream.StartAsync(DrivingStreams.AskAsync(driving, scene, question, cancellation), cancellation);
        }
        return TypedResults.Ok(SceneMapping.ToBody(await driving.AnswerAsync(scene, question, cancellation)));
    }
}
