using Microsoft.AspNetCore.Http.HttpResults;
using VoxPilot.Api.Adapters;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Idempotency;
using VoxPilot.Api.Problems;
using VoxPilot.Core;
using VoxPilot.Driving;

namespace VoxPilot.Api.Endpoints;

/// <summary>LoRA adapters beside the language model, chosen per question.</summary>
internal static class AdapterEndpoints
{
    /// <summary>Maps /v1/adapters.</summary>
    public static void MapAdapters(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/v1/adapters").WithTags("Adapters");
        group.MapPost("/", LoadAdapter).WithName("load_adapter")
            .Accepts<LoadAdapterRequest>("application/json", "multipart/form-data").NeedsModel().ProducesProblems(400, 409, 413, 415, 422, 503);
        group.MapGet("/", ListAdapters).WithName("list_adapters").NeedsModel().ProducesProblems(503);
        group.MapGet("/{name}", GetAdapter).WithName("get_adapter").NeedsModel().ProducesProblems(404, 503);
        group.MapDelete("/{name}", DropAdapter).WithName("drop_adapter").NeedsModel().ProducesProblems(404, 503);
    }

    /// <summary>Load a LoRA adapter, for questions that name it.</summary>
    /// <remarks>
    /// Send application/json that names a GGUF below `adapters/` of the data root, or multipart/form-data with the parts `name`, `file` (the GGUF itself,
    /// which is not kept) and `scale`. Adapters go with the pack and the server; those in `adapters/` of the pack are loaded with it. Honours `Idempotency-Key`.
    /// </remarks>
    internal static async Task<Created<AdapterBody>> LoadAdapter(
        HttpRequest request, AdapterRequestReader reader, IDrivingService driving, IdempotencyStore idempotency, CancellationToken cancellation)
    {
        using AdapterInput input = await reader.ReadAsync(request, cancellation);
        return await idempotency.OnceAsync(request, input.Fingerprint, async () =>
        {
            try
            {
                AdapterBody adapter = AdapterMapping.ToBody(await driving.LoadAdapterAsync(input.Source, cancellation), driving.Pack);
                return TypedResults.Created($"/v1/adapters/{adapter.Name}", adapter);
            }
            catch (InvalidInputException fault) when (fault.Part == "file")
            {
                throw new ProblemException(ProblemTypes.InvalidAdapter, fault.Part, fault.Message);
            }
        });
    }

    /// <summary>The adapters that are loaded.</summary>
    internal static Ok<AdapterListBody> ListAdapters(IDrivingService driving) =>
        TypedResults.Ok(new AdapterListBody { Data = [.. driving.Adapters.Select(adapter => AdapterMapping.ToBody(adapter, driving.Pack))] });

    /// <summary>One adapter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="driving">Knows it.</param>
    internal static Ok<AdapterBody> GetAdapter(string name, IDrivingService driving) =>
        TypedResults.Ok(AdapterMapping.ToBody(driving.Adapters.FirstOrDefault(adapter => adapter.Name == name) ?? throw Missing(name), driving.Pack));

    /// <summary>Drop an adapter.</summary>
    /// <remarks>Answers that run with it come to their end; later questions that name it are refused. No file is deleted.</remarks>
    /// <param name="name">Its name.</param>
    /// <param name="driving">Drops it.</param>
    internal static NoContent DropAdapter(string name, IDrivingService driving) =>
        driving.RemoveAdapter(name) ? TypedResults.NoContent() : throw Missing(name);

    private static ProblemException Missing(string name)
    {
        string shown = ShownText.Of(name);
        return new(ProblemTypes.AdapterNotFound, $"There is no adapter '{shown}'; GET /v1/adapters lists those that are loaded.");
    }
}
