using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Idempotency;
using VoxPilot.Api.Jobs;
using VoxPilot.Api.Jobs.Kinds;
using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;
using VoxPilot.Api.Requests;
using VoxPilot.Api.Streaming;
using VoxPilot.Driving;
using VoxPilot.Jobs.Queue;
using VoxPilot.Jobs.Store;
using VoxPilot.Jobs.Work;

namespace VoxPilot.Api.Endpoints;

/// <summary>Training and measuring as jobs: queued, watched, stopped, resumed, promoted.</summary>
internal static class JobEndpoints
{
    /// <summary>Header of a client that takes up a stream of events where it left it.</summary>
    public const string LastEventId = "Last-Event-ID";

    /// <summary>Maps /v1/jobs.</summary>
    public static void MapJobs(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/v1/jobs").WithTags("Jobs").AddEndpointFilter(new JobStoreGate());
        group.MapPost("/", QueueJob).WithName("queue_job").Accepts<CreateJobRequest>("application/json").ProducesProblems(400, 413, 415, 422, 503);
        group.MapPost("/check", CheckJob).WithName("check_job").Accepts<CreateJobRequest>("application/json").ProducesProblems(400, 413, 415, 422, 503);
        group.MapGet("/", ListJobs).WithName("list_jobs").ProducesProblems(422, 503);
        group.MapGet("/kinds", ListJobKinds).WithName("list_job_kinds");
        group.MapGet("/{id}", GetJob).WithName("get_job").ProducesProblems(404, 503);
        group.MapGet("/{id}/events", WatchJob).WithName("watch_job").Produces(200, contentType: "text/event-stream").ProducesProblems(404, 422, 503);
        group.MapGet("/{id}/log", GetJobLog).WithName("get_job_log").Produces(200, contentType: "text/plain").ProducesProblems(404, 503);
        group.MapGet("/{id}/metrics", GetJobMetrics).WithName("get_job_metrics").ProducesProblems(404, 503);
        group.MapGet("/{id}/artifacts", ListJobArtifacts).WithName("list_job_artifacts").ProducesProblems(404, 503);
        group.MapGet("/{id}/artifacts/{**name}", GetJobArtifact).WithName("get_job_artifact").Produces<byte[]>(200, "application/octet-stream").ProducesProblems(404, 503);
        group.MapPost("/{id}/cancel", CancelJob).WithName("cancel_job").ProducesProblems(404, 503);
        group.MapPost("/{id}/resume", ResumeJob).WithName("resume_job").ProducesProblems(404, 409, 503);
        group.MapPost("/{id}/promote", PromoteJob).WithName("promote_job").Accepts<PromoteRequest>("application/json").ProducesProblems(400, 404, 409, 422, 503);
        group.MapGet("/{id}/compare", CompareJobs).WithName("compare_jobs").ProducesProblems(404, 409, 422, 503);
    }

    /// <summary>Queue a job, or a chain of jobs.</summary>
    /// <remarks>
    /// GET /v1/jobs/kinds lists the kinds, their presets and parameters. Everything that is wrong is listed at once, before anything is queued. With `chain` in place of `kind`,
    /// several are queued, each behind the one before; a later one names an earlier one's pack by `@name`. Honours `Idempotency-Key`.
    /// </remarks>
    internal static async Task<Results<Accepted<JobBody>, Accepted<JobChainBody>>> QueueJob(
        HttpRequest request, JobDesk desk, JobFinder finder, IdempotencyStore idempotency, IOptions<LimitOptions> limits, CancellationToken cancellation)
    {
        CreateJobRequest asked = await RequestBody.ReadJsonAsync(request, VoxPilotJson.Readable.CreateJobRequest, limits.Value.JsonBytes, whenEmpty: null, cancellation);
        IReadOnlyList<Job> jobs = await desk.QueueAsync(asked, IdempotencyStore.Key(request), cancellation);
        JobBody[] bodies = [.. await Task.WhenAll(jobs.Select(job => finder.DescribeAsync(job, cancellation)))];
        return asked.Chain is null
            ? TypedResults.Accepted($"/v1/jobs/{bodies[0].Id}", bodies[0])
            : TypedResults.Accepted($"/v1/jobs/{bodies[^1].Id}", new JobChainBody { Data = bodies });
    }

    /// <summary>Say whether a job could be queued, and the command lines that do the same; nothing is queued.</summary>
    internal static async Task<Ok<JobCheckBody>> CheckJob(HttpRequest request, JobDesk desk, IOptions<LimitOptions> limits, CancellationToken cancellation) => TypedResults.Ok(new JobCheckBody
    {
        Commands = await desk.CommandsAsync(await RequestBody.ReadJsonAsync(request, VoxPilotJson.Readable.CreateJobRequest, limits.Value.JsonBytes, whenEmpty: null, cancellation), cancellation),
    });

    /// <summary>The jobs, newest first.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="state">Only those in this state: `queued`, `running`, `succeeded`, `failed` or `cancelled`; several with commas between.</param>
    /// <param name="kind">Only those of this kind.</param>
    /// <param name="limit">How many, 1 to 200; 50 if left out.</param>
    /// <param name="before">Those that were queued before this one: `next` of the page before.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<Ok<JobListBody>> ListJobs(
        JobStore store, JobKinds kinds, string? state = null, string? kind = null, int limit = 50, string? before = null, CancellationToken cancellation = default)
    {
        InputErrors errors = new();
        string[] states = state?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        foreach (string unknown in states.Except(JobStates.All))
        {
            errors.Add(ProblemTypes.InvalidInput, "state", $"'{unknown}' is no state; the states are {string.Join(", ", JobStates.All)}.");
        }
        if (limit is < 1 or > JobFilter.MostPerPage)
        {
            errors.Add(ProblemTypes.InvalidInput, "limit", $"limit takes 1 to {JobFilter.MostPerPage}.");
        }
        errors.ThrowIfAny();
        IReadOnlyList<Job> jobs = await store.ListAsync(new() { States = [.. states.Select(JobStates.Of)], Kind = kind, Limit = limit, Before = before }, cancellation);
        return TypedResults.Ok(new JobListBody { Data = [.. jobs.Select(job => JobMapping.ToBody(job, kinds))], Next = jobs.Count == limit ? jobs[^1].Id : null });
    }

    /// <summary>The kinds of jobs, each with its presets and the JSON schema of its parameters.</summary>
    internal static Ok<JobKindListBody> ListJobKinds(JobKinds kinds) => TypedResults.Ok(new JobKindListBody { Data = [.. kinds.All.Select(JobMapping.ToBody)] });

    /// <summary>A job.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="finder">Finds it.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<Ok<JobBody>> GetJob(string id, JobFinder finder, CancellationToken cancellation) =>
        TypedResults.Ok(await finder.DescribeAsync(await finder.FindAsync(id, cancellation), cancellation));

    /// <summary>What happens to a job, as it happens.</summary>
    /// <remarks>Server-sent events `progress`, `log`, `preview` and `state`, from the first one on; the stream ends with the job. A client that comes back with `Last-Event-ID` misses nothing and hears nothing twice.</remarks>
    /// <param name="id">The job's id.</param>
    /// <param name="request">May carry `Last-Event-ID`.</param>
    /// <param name="finder">Finds it.</param>
    /// <param name="watch">Tells of it.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<IResult> WatchJob(string id, HttpRequest request, JobFinder finder, JobWatch watch, CancellationToken cancellation)
    {
        Job job = await finder.FindAsync(id, cancellation);
        long after = 0;
        if (request.Headers.TryGetValue(LastEventId, out var given) && given.ToString() is { Length: > 0 } text
            && (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after) || after < 0))
        {
            throw new ProblemException(ProblemTypes.InvalidInput, LastEventId, $"{LastEventId} should be the id of an event of this stream.");
        }
        return EventStream.Of(watch.EventsAsync(job, after, cancellation), cancellation);
    }

    /// <summary>A job's log: what it and its libraries print, all attempts.</summary>
    /// <remarks>Takes `Range`, so that its end can be fetched alone: `Range: bytes=-20000`.</remarks>
    /// <param name="id">The job's id.</param>
    /// <param name="finder">Finds it.</param>
    /// <param name="folders">Where its files are.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<IResult> GetJobLog(string id, JobFinder finder, JobFolders folders, CancellationToken cancellation)
    {
        Job job = await finder.FindAsync(id, cancellation);
        string path = JobFolder.Log(folders.Of(job.Id));
        return File.Exists(path)
            ? TypedResults.Stream(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), "text/plain; charset=utf-8", enableRangeProcessing: true)
            : TypedResults.Text("", "text/plain");
    }

    /// <summary>A job's figures over its steps: each term of its loss, and what its previews measured.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="finder">Finds it.</param>
    /// <param name="store">Where they are kept.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<Ok<JobMetricsBody>> GetJobMetrics(string id, JobFinder finder, JobStore store, CancellationToken cancellation)
    {
        Job job = await finder.FindAsync(id, cancellation);
        return TypedResults.Ok(new JobMetricsBody
        {
            Series = (await store.MetricsAsync(job.Id, cancellation)).GroupBy(row => row.Name)
                .ToDictionary(series => series.Key, series => (IReadOnlyList<double[]>)[.. series.Select(row => (double[])[row.Step, row.Value])]),
        });
    }

    /// <summary>The files that a job has left so far: previews, curves, results.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="finder">Finds it.</param>
    /// <param name="store">Where they are listed.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<Ok<IReadOnlyList<ArtifactBody>>> ListJobArtifacts(string id, JobFinder finder, JobStore store, CancellationToken cancellation)
    {
        Job job = await finder.FindAsync(id, cancellation);
        return TypedResults.Ok<IReadOnlyList<ArtifactBody>>([.. (await store.ArtifactsAsync(job.Id, cancellation)).Select(JobMapping.ToBody)]);
    }

    /// <summary>A file that a job has left.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="name">The file's name, with folders.</param>
    /// <param name="finder">Finds it.</param>
    /// <param name="folders">Where its files are.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<IResult> GetJobArtifact(string id, string name, JobFinder finder, JobFolders folders, CancellationToken cancellation)
    {
        Job job = await finder.FindAsync(id, cancellation);
        string path = JobFolder.Find(folders.Of(job.Id), name)
            ?? throw new ProblemException(ProblemTypes.ArtifactNotFound, $"The job {job.Id} has no file of that name; GET /v1/jobs/{job.Id}/artifacts lists those that it has.");
        return TypedResults.PhysicalFile(path, ArtifactTypes.Of(path), enableRangeProcessing: true);
    }

    /// <summary>End a job.</summary>
    /// <remarks>A queued one is cancelled at once. One that trains stops after the step at hand and leaves a checkpoint; its state is `cancelled` when it has. One that has ended stays as it is.</remarks>
    /// <param name="id">The job's id.</param>
    /// <param name="finder">Finds it.</param>
    /// <param name="store">Where jobs are kept.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<Accepted<JobBody>> CancelJob(string id, JobFinder finder, JobStore store, CancellationToken cancellation)
    {
        Job job = await finder.FindAsync(id, cancellation);
        return TypedResults.Accepted($"/v1/jobs/{job.Id}", await finder.DescribeAsync((await store.CancelAsync(job.Id, cancellation))!, cancellation));
    }

    /// <summary>Go on with a job that failed or was cancelled, from its last checkpoint.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="finder">Finds it.</param>
    /// <param name="store">Where jobs are kept.</param>
    /// <param name="keeper">Starts it.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<Accepted<JobBody>> ResumeJob(string id, JobFinder finder, JobStore store, JobKeeper keeper, CancellationToken cancellation)
    {
        Job job = await finder.FindAsync(id, cancellation);
        if (job.State is not (JobState.Failed or JobState.Cancelled))
        {
            throw new ProblemException(ProblemTypes.JobConflict, $"The job {job.Id} is {job.State.Word()}; what failed or was cancelled can be resumed.");
        }
        Job resumed = (await store.ResumeAsync(job.Id, cancellation))!;
        keeper.Wake();
        return TypedResults.Accepted($"/v1/jobs/{job.Id}", await finder.DescribeAsync(resumed, cancellation));
    }

    /// <summary>Put the pack that a job has left in service, without dropping a request in flight.</summary>
    /// <remarks>Scenes that were made before are answered by the pack that made them for another half minute. POST /v1/models/load goes back. A restart serves the configured pack again.</remarks>
    /// <param name="id">The job's id.</param>
    /// <param name="request">May hold a name.</param>
    /// <param name="finder">Finds the job.</param>
    /// <param name="promotion">Does it.</param>
    /// <param name="limits">Limits of the body.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<Ok<PromotionBody>> PromoteJob(
        string id, HttpRequest request, JobFinder finder, Promotion promotion, IOptions<LimitOptions> limits, CancellationToken cancellation)
    {
        PromoteRequest asked = await RequestBody.ReadJsonAsync(request, VoxPilotJson.Readable.PromoteRequest, limits.Value.JsonBytes, whenEmpty: new(), cancellation);
        (PackInfo now, PackInfo? before) = await promotion.PromoteAsync(await finder.FindAsync(id, cancellation), asked.Name, cancellation);
        return TypedResults.Ok(new PromotionBody { Model = SceneMapping.ToModel(now with { Loaded = true }), Before = before?.Name });
    }

    /// <summary>Two jobs beside each other.</summary>
    /// <remarks>Reports over the same data measure by measure, with paired 95 % intervals of the differences (the second less the first); trainings by their latest figures.</remarks>
    /// <param name="id">The first job's id.</param>
    /// <param name="with">The second job's id.</param>
    /// <param name="finder">Finds them.</param>
    /// <param name="comparison">Compares them.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<Ok<JobComparisonBody>> CompareJobs(string id, string with, JobFinder finder, JobComparison comparison, CancellationToken cancellation) =>
        TypedResults.Ok(await comparison.CompareAsync(await finder.FindAsync(id, cancellation), await finder.FindAsync(with, cancellation), cancellation));
}
