using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Endpoints;
using VoxPilot.Api.Jobs;
using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;
using VoxPilot.Api.Requests;
using VoxPilot.Api.Scenes;
using VoxPilot.Api.Streaming;
using VoxPilot.Driving;
using VoxPilot.Jobs.Store;

namespace VoxPilot.Api.Drives;

/// <summary>The SignalR hub: streams of <c>{ "event", "data" }</c>, the same events as server-sent ones. What fails ends its stream with an <c>error</c> item; the connection stays.</summary>
internal sealed class DriveHub(
    IDrivingService driving, SceneDirectory scenes, SceneRequestReader reader, DriveRunner runner, JobFinder jobs, JobWatch watch, ProblemWriter problems, IOptions<LimitOptions> limits) : Hub
{
    /// <summary>Address of the hub.</summary>
    public const string Path = "/hubs/drive";

    /// <summary>Asks a scene; options as in POST /v1/scenes/{id}/answers, or null.</summary>
    public IAsyncEnumerable<StreamItem> Ask(string sceneId, string? question, JsonElement? options, CancellationToken cancellation) =>
        Stream(() =>
        {
            AskRequest request = Options(options, VoxPilotJson.Readable.AskRequest);
            request = request.Messages is null ? request with { Question = question } : request;
            Question asked = QuestionMapping.ToDomain(request, limits.Value);
            return DrivingStreams.AskAsync(driving, scenes.Find(sceneId), asked, cancellation);
        }, cancellation);

    /// <summary>Plans for a scene; options as in POST /v1/scenes/{id}/plan, or null.</summary>
    public IAsyncEnumerable<StreamItem> Plan(string sceneId, JsonElement? options, CancellationToken cancellation) =>
        Stream(() =>
        {
            PlanRequest request = PlanRequestMapping.ToDomain(Options(options, VoxPilotJson.Readable.MakePlanRequest));
            return DrivingStreams.PlanAsync(driving, scenes.Find(sceneId), request, cancellation);
        }, cancellation);

    /// <summary>Drives: the request is that of POST /v1/drive with data URLs.</summary>
    public IAsyncEnumerable<StreamItem> Drive(JsonElement request, CancellationToken cancellation) =>
        Stream(() => runner.StreamAsync(reader.Read(request, VoxPilotJson.Readable.DriveRequest), cancellation), cancellation);

    /// <summary>Follows the frames of a sequence; comes with a later version.</summary>
    public IAsyncEnumerable<StreamItem> Follow(string? sequence, CancellationToken cancellation) =>
        Guarded(() => throw LaterEndpoints.NotYet($"{nameof(Follow)} of {Path}"), cancellation);

    /// <summary>Tells what happens to a job until it ends: items <c>progress</c>, <c>log</c>, <c>preview</c>, <c>state</c>.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="after">Number of the last event that is known already; null: from the first on.</param>
    /// <param name="cancellation">Ends it.</param>
    public IAsyncEnumerable<StreamItem> WatchJob(string jobId, long? after, CancellationToken cancellation) => Guarded(() => WatchAsync(jobId, after ?? 0, cancellation), cancellation);

    private async IAsyncEnumerable<StreamItem> WatchAsync(string jobId, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Job job = await jobs.FindAsync(jobId, cancellation);
        await foreach (StreamItem item in watch.EventsAsync(job, after, cancellation))
        {
            yield return item;
        }
    }

    private static T Options<T>(JsonElement? options, JsonTypeInfo<T> type) where T : class, new() =>
        options is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given ? JsonReading.Read(given, type, "the options") : new();

    private IAsyncEnumerable<StreamItem> Stream(Func<IAsyncEnumerable<StreamItem>> open, CancellationToken cancellation) =>
        Guarded(() => { ModelGate.Check(driving); return open(); }, cancellation);

    private IAsyncEnumerable<StreamItem> Guarded(Func<IAsyncEnumerable<StreamItem>> open, CancellationToken cancellation)
    {
        HttpContext? context = Context.GetHttpContext();
        return Opened(open, cancellation).GuardAsync(fault => problems.Describe(context, fault), cancellation);
    }

    // Opened inside the enumeration, so that what is wrong with the arguments becomes an item too.
    private static async IAsyncEnumerable<StreamItem> Opened(Func<IAsyncEnumerable<StreamItem>> open, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (StreamItem item in open().WithCancellation(cancellation))
        {
            yield return item;
        }
    }
}
