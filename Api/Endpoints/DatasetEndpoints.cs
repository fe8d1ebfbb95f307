using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Idempotency;
using VoxPilot.Api.Jobs;
using VoxPilot.Api.Jobs.Kinds;
using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;
using VoxPilot.Api.Requests;

namespace VoxPilot.Api.Endpoints;

/// <summary>Data sets that jobs learn from and are measured on.</summary>
internal static class DatasetEndpoints
{
    /// <summary>Maps /v1/datasets.</summary>
    public static void MapDatasets(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/v1/datasets").WithTags("Datasets").AddEndpointFilter(new JobStoreGate());
        group.MapPost("/", AddDataset).WithName("add_dataset").Accepts<AddDatasetRequest>("application/json", "multipart/form-data").ProducesProblems(400, 409, 413, 415, 422, 503)
            .WithMetadata(new Microsoft.AspNetCore.Mvc.DisableRequestSizeLimitAttribute()); // an archive has a limit of its own
        group.MapGet("/", ListDatasets).WithName("list_datasets").ProducesProblems(503);
        group.MapGet("/{name}", GetDataset).WithName("get_dataset").ProducesProblems(404, 409, 503);
        group.MapGet("/{name}/check", CheckDataset).WithName("check_dataset").ProducesProblems(404, 409, 503);
        group.MapGet("/{name}/preview", PreviewDataset).WithName("preview_dataset").Produces<byte[]>(200, "image/png").ProducesProblems(404, 409, 422, 503);
        group.MapDelete("/{name}", RemoveDataset).WithName("remove_dataset").ProducesProblems(404, 409, 503);
    }

    /// <summary>Add a data set: a folder below the data root, an archive, or one to be generated from the world.</summary>
    /// <remarks>
    /// Send application/json with `name` and `folder`, or `name` and `world` (parameters of a job of the kind `world`; the answer is then that job);
    /// or multipart/form-data with the parts `name` and `file`, a zip, tar or tar.gz of a folder in nuScenes' format.
    /// </remarks>
    internal static async Task<Results<Created<DatasetBody>, Accepted<JobBody>>> AddDataset(
        HttpRequest request, DatasetShelf shelf, DatasetUpload upload, JobDesk desk, JobFinder finder, IOptions<LimitOptions> limits, CancellationToken cancellation)
    {
        if (RequestBody.IsMediaType(request.ContentType, MediaTypeNames.Multipart.FormData))
        {
            return Made(await upload.ReadAsync(request, cancellation));
        }
        AddDatasetRequest asked = await RequestBody.ReadJsonAsync(request, VoxPilotJson.Readable.AddDatasetRequest, limits.Value.JsonBytes, whenEmpty: null, cancellation);
        if (asked.Folder is null == asked.World is null)
        {
            throw new ProblemException(ProblemTypes.InvalidInput, "folder", "Name either a folder that is there, or under world how it is generated.");
        }
        if (asked.Folder is { } folder)
        {
            return Made(await shelf.RegisterAsync(asked.Name, folder, cancellation));
        }
        JsonObject parameters = asked.World!.DeepClone().AsObject();
        parameters[JobKinds.DatasetName] = DatasetShelf.Name(asked.Name);
        var jobs = await desk.QueueAsync(new() { Kind = JobKinds.World, Name = asked.Name, Parameters = parameters }, IdempotencyStore.Key(request), cancellation);
        JobBody job = await finder.DescribeAsync(jobs[0], cancellation);
        return TypedResults.Accepted($"/v1/jobs/{job.Id}", job);
    }

    /// <summary>The data sets, by name.</summary>
    internal static async Task<Ok<DatasetListBody>> ListDatasets(DatasetShelf shelf, CancellationToken cancellation) =>
        TypedResults.Ok(new DatasetListBody { Data = await shelf.ListAsync(cancellation) });

    /// <summary>A data set, with how much is in it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shelf">Finds it.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<Ok<DatasetBody>> GetDataset(string name, DatasetShelf shelf, CancellationToken cancellation) =>
        TypedResults.Ok(await shelf.DescribeAsync(name, cancellation));

    /// <summary>What is in a data set and what is wrong with it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shelf">Finds it.</param>
    /// <param name="deep">Whether every file is decoded.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<Ok<DatasetCheckBody>> CheckDataset(string name, DatasetShelf shelf, bool deep = false, CancellationToken cancellation = default) =>
        TypedResults.Ok(await shelf.CheckAsync(name, deep, cancellation));

    /// <summary>A key frame on one sheet: cameras, depth, classes, the scene from above, occupancy (PNG).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shelf">Finds it.</param>
    /// <param name="keyframe">Which key frame, from 0.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<FileContentHttpResult> PreviewDataset(string name, DatasetShelf shelf, int keyframe = 0, CancellationToken cancellation = default) =>
        TypedResults.Bytes(await shelf.PreviewAsync(name, keyframe, cancellation), "image/png");

    /// <summary>Take a data set out.</summary>
    /// <remarks>Files that were uploaded or generated are deleted; a registered folder stays as it is. One that a queued or running job needs stays.</remarks>
    /// <param name="name">Its name.</param>
    /// <param name="shelf">Finds it.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<NoContent> RemoveDataset(string name, DatasetShelf shelf, CancellationToken cancellation)
    {
        await shelf.RemoveAsync(name, cancellation);
        return TypedResults.NoContent();
    }

    private static Created<DatasetBody> Made(DatasetBody dataset) => TypedResults.Created($"/v1/datasets/{dataset.Name}", dataset);
}
