using System.Text.Json.Nodes;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Idempotency;
using VoxPilot.Api.Jobs.Kinds;
using VoxPilot.Api.Problems;
using VoxPilot.Jobs.Queue;
using VoxPilot.Jobs.Store;

namespace VoxPilot.Api.Jobs;

/// <summary>Takes jobs: looks for everything that is wrong with a request, and queues all of it or nothing.</summary>
internal sealed class JobDesk(JobCheck check, JobStore store, JobKeeper keeper)
{
    /// <summary>Queues what is asked for.</summary>
    /// <param name="asked">A job or a chain.</param>
    /// <param name="key">The idempotency key; null: none.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <returns>The jobs, in their order.</returns>
    /// <exception cref="ProblemException">Something is wrong with it; nothing is queued.</exception>
    public async Task<IReadOnlyList<Job>> QueueAsync(CreateJobRequest asked, string? key, CancellationToken cancellation)
    {
        IReadOnlyList<CreateJobRequest> entries = JobCheck.Entries(asked);
        if (key is not null && await store.FindByKeyAsync(Key(key, 0), cancellation) is { } before)
        {
            return await RepeatedAsync(entries, key, before, cancellation);
        }
        IReadOnlyList<CheckedJob> jobs = await check.RunAsync(asked, cancellation);
        List<Job> queued = [];
        foreach (CheckedJob job in jobs)
        {
            queued.Add(await QueueOneAsync(job, queued, key is null ? null : Key(key, queued.Count), cancellation));
        }
        keeper.Wake();
        return queued;
    }

    /// <summary>Says what would be queued, by the command lines that do the same.</summary>
    /// <exception cref="ProblemException">Something is wrong with it.</exception>
    public async Task<IReadOnlyList<string>> CommandsAsync(CreateJobRequest asked, CancellationToken cancellation) =>
        [.. (await check.RunAsync(asked, cancellation)).Select(job => new ShownPlaces(job.Name).Command(job.Kind!, job.Request))];

    private async Task<Job> QueueOneAsync(CheckedJob job, IReadOnlyList<Job> queued, string? key, CancellationToken cancellation)
    {
        Dictionary<string, string> ids = queued.ToDictionary(q => $"{CheckedJob.Reference}{q.Name}", q => q.Id, StringComparer.Ordinal);
        JobSubmission submission = Submission(job, ids, key);
        (Job made, _) = await store.QueueAsync(submission, cancellation);
        return made;
    }

    private static JobSubmission Submission(CheckedJob job, Dictionary<string, string> ids, string? key)
    {
        JsonObject parameters = job.Request.Parameters.DeepClone().AsObject();
        foreach (JobParameter parameter in job.Kind!.Parameters.Where(p => p.Type is JobParameterType.Pack or JobParameterType.Teacher or JobParameterType.Adapter))
        {
            if (parameters[parameter.Name] is JsonValue value && value.TryGetValue(out string? named) && ids.TryGetValue(named, out string? id))
            {
                parameters[parameter.Name] = id;
            }
        }
        return new(job.Kind.Name, job.Name, new JobRequest(job.Request.Preset, parameters).ToJson(), job.Device)
        {
            After = [.. job.After.Select(follows => ids.GetValueOrDefault(follows, follows)).Distinct().Order(StringComparer.Ordinal)],
            IdempotencyKey = key,
        };
    }

    // The same request once more: what it was checked against may have changed since, and is not looked at again.
    private async Task<IReadOnlyList<Job>> RepeatedAsync(IReadOnlyList<CreateJobRequest> entries, string key, Job first, CancellationToken cancellation)
    {
        List<Job> jobs = [first];
        for (int i = 1; i < entries.Count && await store.FindByKeyAsync(Key(key, i), cancellation) is { } next; i++)
        {
            jobs.Add(next);
        }
        bool same = jobs.Count == entries.Count && jobs.Zip(entries).All(pair => pair.First.Kind == pair.Second.Kind && pair.First.Name == (pair.Second.Name ?? pair.Second.Kind)
            && (pair.Second.Preset is null || JobRequest.Of(pair.First.Request).Preset == pair.Second.Preset)
            && (pair.Second.Parameters ?? []).All(p => p.Value is JsonValue text && text.TryGetValue(out string? named) && named.StartsWith(CheckedJob.Reference)
                || JsonNode.DeepEquals(JobRequest.Of(pair.First.Request).Parameters[p.Key], p.Value)));
        return same ? jobs : throw new ProblemException(ProblemTypes.IdempotencyKeyReused, IdempotencyStore.Header, $"This {IdempotencyStore.Header} was used with another body; take a fresh key for a new request.");
    }

    private static string Key(string key, int index) => FormattableString.Invariant($"{key} {index}");
}
