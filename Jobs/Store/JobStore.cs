using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;

namespace VoxPilot.Jobs.Store;

/// <summary>
/// All that is known of jobs: what they are, where they are, what happened. Whatever a run writes it writes as an attempt, in one transaction that first proves the attempt to be
/// the newest and running; one that was taken for dead and goes on all the same can write nothing.
/// </summary>
/// <param name="database">Where it lies.</param>
/// <param name="time">Clock.</param>
public sealed partial class JobStore(JobDatabase database, TimeProvider time)
{
    private const string Mine = "id = @Id AND attempt = @Attempt AND state = 'running'";

    private long Now => Moments.ToStored(time.GetUtcNow());

    /// <summary>Makes the tables, or brings them up to date.</summary>
    /// <exception cref="InvalidDataException">They are of a newer version than this program knows.</exception>
    public Task MigrateAsync(CancellationToken cancellation) => JobSchema.MigrateAsync(database, cancellation);

    /// <summary>A job; null where there is none of that id.</summary>
    public Task<Job?> FindAsync(string id, CancellationToken cancellation) => ReadAsync(connection => OneAsync(connection, null, "id = @Id", new { Id = id }), cancellation);

    /// <summary>Jobs, newest first.</summary>
    public Task<IReadOnlyList<Job>> ListAsync(JobFilter filter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        List<string> conditions = [];
        if (filter.States.Count > 0)
        {
            conditions.Add($"state IN ({string.Join(", ", filter.States.Select(state => $"'{state.Word()}'"))})");
        }
        if (filter.Kind is not null)
        {
            conditions.Add("kind = @Kind");
        }
        if (filter.Before is not null)
        {
            conditions.Add("number < (SELECT number FROM jobs WHERE id = @Before)");
        }
        string where = conditions.Count > 0 ? string.Join(" AND ", conditions) : "1 = 1";
        return ReadAsync(
            connection => ManyAsync(connection, null, $"{where} ORDER BY number DESC LIMIT @Limit", new { filter.Kind, filter.Before, Limit = Math.Clamp(filter.Limit, 1, JobFilter.MostPerPage) }),
            cancellation);
    }

    /// <summary>Jobs that could start on a node, oldest first: queued, behind all that they follow.</summary>
    public Task<IReadOnlyList<Job>> DueAsync(CancellationToken cancellation) => ReadAsync(
        connection => ManyAsync(
            connection, null,
            "state = 'queued' AND NOT EXISTS (SELECT 1 FROM job_order o JOIN jobs f ON f.id = o.follows WHERE o.job = jobs.id AND f.state <> 'succeeded') ORDER BY number", new { }),
        cancellation);

    /// <summary>Takes a queued job for a node, where nothing else runs on that node's device.</summary>
    /// <returns>The number of the attempt; null where it cannot be taken (now).</returns>
    public Task<int?> ClaimAsync(string id, string node, CancellationToken cancellation) => WriteAsync(async transaction =>
    {
        await database.LockAsync(transaction, node, cancellation);
        int? attempt = (int?)await transaction.Connection!.ExecuteScalarAsync<long?>(new CommandDefinition(
            """
            UPDATE jobs SET state = 'running', attempt = attempt + 1, node = @Node, heartbeat_at = @Now, started_at = COALESCE(started_at, @Now)
            WHERE id = @Id AND state = 'queued'
                AND NOT EXISTS (SELECT 1 FROM job_order o JOIN jobs f ON f.id = o.follows WHERE o.job = jobs.id AND f.state <> 'succeeded')
                AND NOT EXISTS (SELECT 1 FROM jobs other WHERE other.state = 'running' AND other.node = @Node AND other.device = jobs.device)
            RETURNING attempt
            """,
            new { Id = id, Node = node, Now }, transaction, cancellationToken: cancellation));
        if (attempt is { } number)
        {
            await RunAsync(transaction, "INSERT INTO runs (job, attempt, node, started_at) VALUES (@Id, @Attempt, @Node, @Now)", new { Id = id, Attempt = number, Node = node, Now });
            await TellAsync(transaction, id, JobState.Running, number > 1 ? $"attempt {number.ToString(CultureInfo.InvariantCulture)}" : null);
        }
        return attempt;
    }, cancellation);

    /// <summary>Says that an attempt is alive.</summary>
    /// <returns>Whether its end was asked for.</returns>
    /// <exception cref="StaleAttemptException">It is not the newest, or not running.</exception>
    public Task<bool> BeatAsync(string id, int attempt, CancellationToken cancellation) => WriteAsync(async transaction =>
        await transaction.Connection!.ExecuteScalarAsync<long?>(new CommandDefinition($"UPDATE jobs SET heartbeat_at = @Now WHERE {Mine} RETURNING cancel_requested", new { Id = id, Attempt = attempt, Now }, transaction, cancellationToken: cancellation)) is { } asked
            ? asked != 0
            : throw new StaleAttemptException(id, attempt), cancellation);

    /// <summary>Writes what a running attempt has to say.</summary>
    /// <returns>Number of its last event.</returns>
    /// <exception cref="StaleAttemptException">It is not the newest, or not running; nothing was written.</exception>
    public Task<long> WriteAsync(string id, int attempt, JobWrite write, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(write);
        return WriteAsync(async transaction =>
        {
            long last = await GuardAsync(transaction, id, attempt, write.Progress, write.Events.Count);
            await MeasureAsync(transaction, id, write.Metrics);
            foreach (Artifact file in write.Artifacts)
            {
                await RunAsync(
                    transaction,
                    "INSERT INTO artifacts (job, name, bytes, created_at) VALUES (@Id, @Name, @Bytes, @At) ON CONFLICT (job, name) DO UPDATE SET bytes = excluded.bytes, created_at = excluded.created_at",
                    new { Id = id, file.Name, file.Bytes, At = Moments.ToStored(file.CreatedAt) });
            }
            foreach (((string kind, JsonObject data), int i) in write.Events.Select((item, i) => (item, i)))
            {
                await EventAsync(transaction, id, last - write.Events.Count + 1 + i, kind, data);
            }
            return last;
        }, cancellation);
    }

    /// <summary>Makes the figures those that an attempt goes on from: those behind its step are forgotten, since it writes them again, and those that never arrived are added.</summary>
    /// <exception cref="StaleAttemptException">The attempt is not the newest, or not running.</exception>
    public Task<int> BeginAsync(string id, int attempt, int step, IReadOnlyList<MetricRow> metrics, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return WriteAsync(async transaction =>
        {
            await GuardAsync(transaction, id, attempt, null, 0);
            int forgotten = await RunAsync(transaction, "DELETE FROM metrics WHERE job = @Id AND step > @Step", new { Id = id, Step = step });
            await MeasureAsync(transaction, id, metrics);
            return forgotten;
        }, cancellation);
    }

    /// <summary>Ends an attempt that was killed from outside: the job is queued again, to go on from its last checkpoint, unless that has happened too often without a new one.</summary>
    /// <param name="id">The job.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="reason">How it ended.</param>
    /// <param name="saved">Whether it left a new checkpoint.</param>
    /// <param name="most">How often it may happen in a row.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <returns>The state that the job is in then.</returns>
    /// <exception cref="StaleAttemptException">It is not the newest, or not running.</exception>
    public Task<JobState> KillAsync(string id, int attempt, string reason, bool saved, int most, CancellationToken cancellation) => WriteAsync(async transaction =>
    {
        long kills = await transaction.Connection!.ExecuteScalarAsync<long?>(
            $"UPDATE jobs SET kills = CASE WHEN @Saved = 1 THEN 1 ELSE kills + 1 END WHERE {Mine} RETURNING kills", new { Id = id, Attempt = attempt, Saved = saved ? 1 : 0 }, transaction)
            ?? throw new StaleAttemptException(id, attempt);
        JobState state = kills > most ? JobState.Failed : JobState.Queued;
        await EndAsync(transaction, id, state, state == JobState.Failed ? $"{reason} That happened {kills.ToString(CultureInfo.InvariantCulture)} times without a new checkpoint." : reason);
        return state;
    }, cancellation);

    /// <summary>Ends an attempt. What follows a job that has not succeeded is cancelled.</summary>
    /// <param name="id">The job.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="state">Succeeded, Failed or Cancelled; Queued puts it back, to be begun anew.</param>
    /// <param name="error">Why, where it has not succeeded.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="StaleAttemptException">It is not the newest, or not running.</exception>
    public Task FinishAsync(string id, int attempt, JobState state, string? error, CancellationToken cancellation) => WriteAsync(async transaction =>
    {
        await GuardAsync(transaction, id, attempt, null, 0);
        await EndAsync(transaction, id, state, error);
        return true;
    }, cancellation);

    /// <summary>Asks for the end of a job: a queued one is cancelled at once, a running one by its worker.</summary>
    /// <returns>The job as it is then; null where there is none.</returns>
    public Task<Job?> CancelAsync(string id, CancellationToken cancellation) => WriteAsync(async transaction =>
    {
        if (await RunAsync(transaction, "UPDATE jobs SET cancel_requested = 1 WHERE id = @Id AND state IN ('queued', 'running')", new { Id = id }) > 0
            && await OneAsync(transaction, "id = @Id", new { Id = id }) is { State: JobState.Queued })
        {
            await EndAsync(transaction, id, JobState.Cancelled, "cancelled before it began");
        }
        return await OneAsync(transaction, "id = @Id", new { Id = id });
    }, cancellation);

    /// <summary>Queues a job that failed or was cancelled once more; it goes on from its last checkpoint.</summary>
    /// <returns>The job as it is then; null where there is none.</returns>
    public Task<Job?> ResumeAsync(string id, CancellationToken cancellation) => WriteAsync(async transaction =>
    {
        if (await RunAsync(
            transaction, "UPDATE jobs SET state = 'queued', cancel_requested = 0, ended_at = NULL, error = NULL, kills = 0 WHERE id = @Id AND state IN ('failed', 'cancelled')", new { Id = id }) > 0)
        {
            await TellAsync(transaction, id, JobState.Queued, "resumed");
        }
        return await OneAsync(transaction, "id = @Id", new { Id = id });
    }, cancellation);

    /// <summary>Takes back jobs whose node has been silent for too long: they are queued again, or cancelled where that was asked for.</summary>
    /// <param name="silence">How long is too long.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <returns>Their ids.</returns>
    public Task<IReadOnlyList<string>> RecoverAsync(TimeSpan silence, CancellationToken cancellation) =>
        TakeBackAsync("heartbeat_at < @Since", time.GetUtcNow() - silence, null, cancellation);

    /// <summary>Takes back what a node was running when it ended; to be called by that node when it starts, before it works on anything.</summary>
    /// <param name="node">The node.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <returns>Their ids.</returns>
    public Task<IReadOnlyList<string>> RecoverNodeAsync(string node, CancellationToken cancellation) => TakeBackAsync("node = @Node", default, node, cancellation);

    private Task<IReadOnlyList<string>> TakeBackAsync(string which, DateTimeOffset since, string? node, CancellationToken cancellation) => WriteAsync(async transaction =>
    {
        long Since = Moments.ToStored(since);
        List<string> lost = [];
        foreach (Job job in await ManyAsync(transaction.Connection!, transaction, $"state = 'running' AND {which} ORDER BY number", new { Since, Node = node }))
        {
            // It may have ended, said something or been taken back since it was read.
            if (await RunAsync(
                transaction, $"UPDATE jobs SET heartbeat_at = NULL WHERE id = @Id AND attempt = @Attempt AND state = 'running' AND {which}", new { job.Id, job.Attempt, Since, Node = node }) > 0)
            {
                await EndAsync(transaction, job.Id, job.CancelRequested ? JobState.Cancelled : JobState.Queued, $"the node {job.Node} that ran it is gone");
                lost.Add(job.Id);
            }
        }
        return (IReadOnlyList<string>)lost;
    }, cancellation);

    /// <summary>Events of a job behind a number, in order.</summary>
    public Task<IReadOnlyList<JobEvent>> EventsAsync(string id, long after, int limit, CancellationToken cancellation) => ReadAsync(async connection =>
        (IReadOnlyList<JobEvent>)[.. (await connection.QueryAsync<(long Number, string Kind, long At, string Data)>(new CommandDefinition(
            "SELECT number, kind, at, data FROM events WHERE job = @Id AND number > @After ORDER BY number LIMIT @Limit", new { Id = id, After = after, Limit = limit }, cancellationToken: cancellation)))
            .Select(row => new JobEvent(row.Number, row.Kind, Moments.Of(row.At), JsonNode.Parse(row.Data)!.AsObject()))], cancellation);

    /// <summary>Figures of a job, by step and name.</summary>
    public Task<IReadOnlyList<MetricRow>> MetricsAsync(string id, CancellationToken cancellation) => ReadAsync(async connection =>
        (IReadOnlyList<MetricRow>)[.. (await connection.QueryAsync<(long Step, string Name, double Value)>(new CommandDefinition(
            "SELECT step, name, value FROM metrics WHERE job = @Id ORDER BY step, name", new { Id = id }, cancellationToken: cancellation)))
            .Select(row => new MetricRow((int)row.Step, row.Name, row.Value))], cancellation);

    /// <summary>The latest figure of each name.</summary>
    public Task<IReadOnlyList<MetricRow>> LatestMetricsAsync(string id, CancellationToken cancellation) => ReadAsync(async connection =>
        (IReadOnlyList<MetricRow>)[.. (await connection.QueryAsync<(long Step, string Name, double Value)>(new CommandDefinition(
            "SELECT step, name, value FROM metrics m WHERE job = @Id AND step = (SELECT MAX(step) FROM metrics WHERE job = @Id AND name = m.name) ORDER BY name",
            new { Id = id }, cancellationToken: cancellation)))
            .Select(row => new MetricRow((int)row.Step, row.Name, row.Value))], cancellation);

    /// <summary>The attempts at a job, the first one first.</summary>
    public Task<IReadOnlyList<Run>> RunsAsync(string id, CancellationToken cancellation) => ReadAsync(async connection =>
        (IReadOnlyList<Run>)[.. (await connection.QueryAsync<(long Attempt, string Node, long StartedAt, long? EndedAt, string? Outcome, string? Reason)>(new CommandDefinition(
            "SELECT attempt, node, started_at, ended_at, outcome, reason FROM runs WHERE job = @Id ORDER BY attempt", new { Id = id }, cancellationToken: cancellation)))
            .Select(row => new Run((int)row.Attempt, row.Node, Moments.Of(row.StartedAt), Moments.Of(row.EndedAt), row.Outcome is null ? null : JobStates.Of(row.Outcome), row.Reason))], cancellation);

    /// <summary>Files that a job has left, by name.</summary>
    public Task<IReadOnlyList<Artifact>> ArtifactsAsync(string id, CancellationToken cancellation) => ReadAsync(async connection =>
        (IReadOnlyList<Artifact>)[.. (await connection.QueryAsync<(string Name, long Bytes, long At)>(new CommandDefinition(
            "SELECT name, bytes, created_at FROM artifacts WHERE job = @Id ORDER BY name", new { Id = id }, cancellationToken: cancellation)))
            .Select(row => new Artifact(row.Name, row.Bytes, Moments.Of(row.At)))], cancellation);

    private static async Task MeasureAsync(DbTransaction transaction, string id, IReadOnlyList<MetricRow> metrics)
    {
        foreach (MetricRow row in metrics)
        {
            await RunAsync(
                transaction, "INSERT INTO metrics (job, step, name, value) VALUES (@Id, @Step, @Name, @Value) ON CONFLICT (job, step, name) DO UPDATE SET value = excluded.value",
                new { Id = id, row.Step, row.Name, row.Value });
        }
    }

    private async Task<long> GuardAsync(DbTransaction transaction, string id, int attempt, JobProgress? progress, int events) =>
        await transaction.Connection!.ExecuteScalarAsync<long?>(
            $"UPDATE jobs SET heartbeat_at = @Now, progress = COALESCE(@Progress, progress), last_event = last_event + @Events WHERE {Mine} RETURNING last_event",
            new { Id = id, Attempt = attempt, Now, Progress = progress is null ? null : JsonSerializer.Serialize(progress, StoreJson.Default.JobProgress), Events = events }, transaction)
        ?? throw new StaleAttemptException(id, attempt);

    private async Task EndAsync(DbTransaction transaction, string id, JobState state, string? error)
    {
        await RunAsync(
            transaction, "UPDATE runs SET ended_at = @Now, outcome = @Outcome, reason = @Reason WHERE job = @Id AND ended_at IS NULL",
            new { Id = id, Now, Outcome = state.Word(), Reason = error });
        await RunAsync(
            transaction, "UPDATE jobs SET state = @State, error = @Error, ended_at = @Ended, node = NULL, heartbeat_at = NULL WHERE id = @Id",
            new { Id = id, State = state.Word(), Error = state == JobState.Queued ? null : error, Ended = state == JobState.Queued ? null : (long?)Now });
        await TellAsync(transaction, id, state, error);
        if (state is JobState.Failed or JobState.Cancelled)
        {
            IReadOnlyList<Job> followers = await ManyAsync(transaction.Connection!, transaction, "state = 'queued' AND id IN (SELECT job FROM job_order WHERE follows = @Id) ORDER BY number", new { Id = id });
            foreach (Job follower in followers)
            {
                await EndAsync(transaction, follower.Id, JobState.Cancelled, $"{id}, which it follows, {(state == JobState.Failed ? "failed" : "was cancelled")}");
            }
        }
    }

    private async Task TellAsync(DbTransaction transaction, string id, JobState state, string? why)
    {
        long number = await transaction.Connection!.ExecuteScalarAsync<long>("UPDATE jobs SET last_event = last_event + 1 WHERE id = @Id RETURNING last_event", new { Id = id }, transaction);
        JsonObject data = new() { ["state"] = state.Word() };
        if (why is not null)
        {
            data["reason"] = why;
        }
        await EventAsync(transaction, id, number, "state", data);
    }

    private Task<int> EventAsync(DbTransaction transaction, string id, long number, string kind, JsonObject data) => RunAsync(
        transaction, "INSERT INTO events (job, number, kind, at, data) VALUES (@Id, @Number, @Kind, @Now, @Data)", new { Id = id, Number = number, Kind = kind, Now, Data = data.ToJsonString() });

    private static Task<int> RunAsync(DbTransaction transaction, string statement, object values) => transaction.Connection!.ExecuteAsync(statement, values, transaction);

    private static Task<Job?> OneAsync(DbTransaction transaction, string where, object values) => OneAsync(transaction.Connection!, transaction, where, values);

    private static async Task<Job?> OneAsync(DbConnection connection, DbTransaction? transaction, string where, object values) =>
        await ManyAsync(connection, transaction, where, values) is [Job one, ..] ? one : null;

    private static async Task<IReadOnlyList<Job>> ManyAsync(DbConnection connection, DbTransaction? transaction, string where, object values)
    {
        List<Job> jobs = [];
        foreach (JobRow row in (await connection.QueryAsync<JobRow>($"SELECT {JobRow.Columns} FROM jobs WHERE {where}", values, transaction)).AsList())
        {
            jobs.Add(row.ToJob([.. await connection.QueryAsync<string>("SELECT follows FROM job_order WHERE job = @Id ORDER BY follows", new { row.Id }, transaction)]));
        }
        return jobs;
    }

    private async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenAsync(cancellation);
        return await read(connection);
    }

    private async Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> write, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenAsync(cancellation);
        await using DbTransaction transaction = await database.BeginAsync(connection, cancellation);
        T result = await write(transaction);
        await transaction.CommitAsync(cancellation);
        return result;
    }
}
