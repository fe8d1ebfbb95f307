using System.Data.Common;
using Dapper;

namespace VoxPilot.Jobs.Store;

// How jobs come in.
public sealed partial class JobStore
{
    /// <summary>Queues a job.</summary>
    /// <exception cref="ArgumentException">It is to follow a job that there is not.</exception>
    public async Task<Job> QueueAsync(JobSubmission submission, CancellationToken cancellation) => (await QueueAsync([submission], null, cancellation))[0];

    /// <summary>Queues jobs, all of them or none; those of a key that has been used already are found, not queued again.</summary>
    /// <param name="submissions">The jobs; later ones may follow earlier ones.</param>
    /// <param name="key">The key; null: none.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <returns>The jobs, in their order.</returns>
    /// <exception cref="KeyReusedException">The key belongs to other jobs.</exception>
    /// <exception cref="ArgumentException">One is to follow a job that there is not.</exception>
    public Task<IReadOnlyList<Job>> QueueAsync(IReadOnlyList<JobSubmission> submissions, SubmissionKey? key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        return WriteAsync(async transaction =>
        {
            await database.LockAsync(transaction, "queue", cancellation);
            if (key is not null)
            {
                if (await SubmittedAsync(transaction.Connection!, transaction, key) is { } before)
                {
                    return before;
                }
                await RunAsync(
                    transaction, "INSERT INTO submissions (idempotency_key, fingerprint, jobs) VALUES (@Key, @Fingerprint, @Jobs)",
                    new { key.Key, key.Fingerprint, Jobs = string.Join(' ', submissions.Select(submission => submission.Id)) });
            }
            List<Job> queued = [];
            foreach (JobSubmission submission in submissions)
            {
                queued.Add(await QueueAsync(transaction, submission));
            }
            return queued;
        }, cancellation);
    }

    /// <summary>The jobs that were queued under a key; null where none were.</summary>
    /// <exception cref="KeyReusedException">The key belongs to other jobs.</exception>
    public Task<IReadOnlyList<Job>?> SubmittedAsync(SubmissionKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        return ReadAsync(connection => SubmittedAsync(connection, null, key), cancellation);
    }

    private async Task<Job> QueueAsync(DbTransaction transaction, JobSubmission submission)
    {
        await RunAsync(
            transaction,
            """
            INSERT INTO jobs (number, id, kind, name, request, device, state, created_at, attempt, cancel_requested, last_event)
            VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM jobs), @Id, @Kind, @Name, @Request, @Device, 'queued', @Now, 0, 0, 0)
            """,
            new { submission.Id, submission.Kind, submission.Name, Request = submission.Request.ToJsonString(), submission.Device, Now });
        foreach (string follows in submission.After)
        {
            if (await OneAsync(transaction, "id = @Id", new { Id = follows }) is null)
            {
                throw new ArgumentException($"There is no job {follows} to follow.", nameof(submission));
            }
            await RunAsync(transaction, "INSERT INTO job_order (job, follows) VALUES (@Id, @Follows)", new { submission.Id, Follows = follows });
        }
        await TellAsync(transaction, submission.Id, JobState.Queued, null);
        return (await OneAsync(transaction, "id = @Id", new { submission.Id }))!;
    }

    private static async Task<IReadOnlyList<Job>?> SubmittedAsync(DbConnection connection, DbTransaction? transaction, SubmissionKey key)
    {
        (string? fingerprint, string? jobs) = await connection.QueryFirstOrDefaultAsync<(string?, string?)>(
            "SELECT fingerprint, jobs FROM submissions WHERE idempotency_key = @Key", new { key.Key }, transaction);
        if (fingerprint is null || jobs is null)
        {
            return null;
        }
        string[] ids = jobs.Split(' ');
        if (fingerprint != key.Fingerprint)
        {
            throw new KeyReusedException(key.Key, ids[0]);
        }
        List<Job> found = [];
        foreach (string id in ids)
        {
            found.Add((await OneAsync(connection, transaction, "id = @Id", new { Id = id }))!);
        }
        return found;
    }
}
