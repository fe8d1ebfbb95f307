using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Jobs.Kinds;
using VoxPilot.Api.Problems;
using VoxPilot.Jobs.Queue;
using VoxPilot.Jobs.Store;

namespace VoxPilot.Api.Jobs;

/// <summary>Takes jobs: all of a request is queued, or nothing.</summary>
internal sealed class JobDesk(JobCheck check, JobStore store, JobKeeper keeper)
{
    /// <summary>Queues what is asked for.</summary>
    /// <param name="asked">A job or a chain.</param>
    /// <param name="key">The idempotency key; null: none.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <returns>The jobs, in their order.</returns>
    /// <exception cref="ProblemException">Something is wrong with it; nothing is queued.</exception>
    /// <exception cref="KeyReusedException">The key belongs to another request.</exception>
    public async Task<IReadOnlyList<Job>> QueueAsync(CreateJobRequest asked, string? key, CancellationToken cancellation)
    {
        SubmissionKey? once = key is null ? null : new(key, Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(asked, VoxPilotJson.Default.CreateJobRequest))));
        if (once is not null && await store.SubmittedAsync(once, cancellation) is { } before)
        {
            return before; // what it was checked against may have changed since
        }
        List<JobSubmission> submissions = [];
        Dictionary<string, string> ids = new(StringComparer.Ordinal);
        foreach (CheckedJob job in await check.RunAsync(asked, cancellation))
        {
            JobSubmission submission = Submission(job, ids);
            submissions.Add(submission);
            ids.Add($"{CheckedJob.Reference}{job.Name}", submission.Id);
        }
        IReadOnlyList<Job> queued = await store.QueueAsync(submissions, once, cancellation);
        keeper.Wake();
        return queued;
    }

    /// <summary>Says what would be queued, by the command lines that do the same.</summary>
    /// <exception cref="ProblemException">Something is wrong with it.</exception>
    public async Task<IReadOnlyList<string>> CommandsAsync(CreateJobRequest asked, CancellationToken cancellation) =>
        [.. (await check.RunAsync(asked, cancellation)).Select(job => new ShownPlaces(job.Name).Command(job.Kind!, job.Request))];

    // Earlier jobs of the chain by their ids in place of their names.
    private static JobSubmission Submission(CheckedJob job, Dictionary<string, string> ids)
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
        };
    }
}
