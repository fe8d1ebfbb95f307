using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Jobs;
using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;
using VoxPilot.Api.Requests;
using VoxPilot.Driving;

namespace VoxPilot.Api.Endpoints;

/// <summary>Model packs.</summary>
internal static class ModelEndpoints
{
    /// <summary>Maps /v1/models.</summary>
    public static void MapModels(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/v1/models").WithTags("Models");
        group.MapGet("/", ListModels).WithName("list_models");
        group.MapPost("/load", LoadModel).WithName("load_model").Accepts<LoadModelRequest>("application/json").ProducesProblems(400, 413, 415, 422);
    }

    /// <summary>The model packs that are installed; the one that answers has status `loaded`.</summary>
    internal static Ok<ModelListBody> ListModels(IDrivingService driving) =>
        TypedResults.Ok(new ModelListBody { Data = [.. driving.Packs.Select(SceneMapping.ToModel)] });

    /// <summary>Put an installed pack in service, without dropping a request in flight.</summary>
    /// <remarks>The one before answers until the new one is loaded; it stays where the new one cannot be used. A restart serves the configured pack again.</remarks>
    internal static async Task<Ok<PromotionBody>> LoadModel(HttpRequest request, Promotion promotion, IOptions<LimitOptions> limits, CancellationToken cancellation)
    {
        LoadModelRequest asked = await RequestBody.ReadJsonAsync(request, VoxPilotJson.Readable.LoadModelRequest, limits.Value.JsonBytes, whenEmpty: null, cancellation);
        string name = asked.Model ?? throw new ProblemException(ProblemTypes.InvalidInput, "model", "'model' is missing; give the name of a pack that GET /v1/models lists.");
        (PackInfo now, PackInfo? before) = await promotion.SwitchAsync(name, cancellation);
        return TypedResults.Ok(new PromotionBody { Model = SceneMapping.ToModel(now with { Loaded = true }), Before = before?.Name });
    }
}
