using Microsoft.AspNetCore.Http.HttpResults;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Samples;

namespace VoxPilot.Api.Endpoints;

/// <summary>Frames to try the API with.</summary>
internal static class SampleEndpoints
{
    /// <summary>Maps /v1/samples.</summary>
    public static void MapSamples(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/v1/samples").WithTags("Samples");
        group.MapGet("/", ListSamples).WithName("list_samples");
        group.MapGet("/{name}", GetSample).WithName("get_sample").ProducesProblems(404);
        group.MapGet("/{name}/{camera}", GetSampleImage).WithName("get_sample_image").Produces<byte[]>(200, "image/jpeg", "image/png").ProducesProblems(404);
    }

    /// <summary>The sample frames, each with the `scene` part that belongs to its images.</summary>
    internal static Ok<SampleListBody> ListSamples(SampleCatalog samples) =>
        TypedResults.Ok(new SampleListBody { Samples = [.. samples.All.Select(sample => sample.Body)] });

    /// <summary>One sample.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="samples">Finds it.</param>
    internal static Ok<SampleBody> GetSample(string name, SampleCatalog samples) => TypedResults.Ok(samples.Find(name).Body);

    /// <summary>An image of a sample.</summary>
    /// <param name="name">The sample's name.</param>
    /// <param name="camera">The camera's name.</param>
    /// <param name="samples">Finds it.</param>
    internal static FileContentHttpResult GetSampleImage(string name, string camera, SampleCatalog samples)
    {
        ReadOnlyMemory<byte> image = samples.Image(name, camera);
        return TypedResults.Bytes(image, image.Span[0] == 0x89 ? "image/png" : "image/jpeg");
    }
}
