using Microsoft.AspNetCore.Http.HttpResults;
using VoxPilot.Api.Contracts;
using VoxPilot.Driving;

namespace VoxPilot.Api.Endpoints;

/// <summary>Model packs.</summary>
internal static class ModelEndpoints
{
    /// <summary>Maps /v1/models.</summary>
    public static void MapModels(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/models", ListModels).WithName("list_models").WithTags("Models");

    /// <summary>The model packs that are installed; the one that answers has status `loaded`.</summary>
    internal static Ok<ModelListBody> ListModels(IDrivingService driving) =>
        TypedResults.Ok(new ModelListBody { Data = [.. driving.Packs.Select(SceneMapping.ToModel)] });
}
