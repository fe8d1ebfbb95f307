using System.Text.Json.Nodes;
using VoxPilot.Jobs.Store;
using VoxPilot.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace VoxPilot.Jobs.Tests.Store;

/// <summary>The store over SQLite and over PostgreSQL: the same tests for both.</summary>
public sealed class JobStoreTests(PostgresServer postgres) : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-store-").FullName;
    private readonly ManualTime time = new();
    private JobDatabase? database;

    public static TheoryData<string> Databases => ["sqlite", "postgres"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
        {
            await database.DisposeAsync();
        }
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_job_is_found_as_it_was_queued_and_listed_newest_first(string kind)
    {
        JobStore store = await StoreAsync(kind);
        Job first = await store.QueueAsync(Submission("one"), Token);
        time.Advance(1);
        Job second = await store.QueueAsync(Submission("two") with { After = [first.Id] }, Token);

        Job found = (await store.FindAsync(second.Id, Token))!;
        Assert.Equal(("occupancy", "two", "cpu", JobState.Queued, 0), (found.Kind, found.Name, found.Device, found.State, found.Attempt));
        Assert.Equal("""{"steps":7,"rate":0.001}""", found.Request.ToJsonString());
        Assert.Equal([first.Id], found.After);
        Assert.Equal(time.GetUtcNow(), found.CreatedAt);
        Assert.Null(await store.FindAsync("job-none", Token));

        Assert.Equal(["two", "one"], (await store.ListAsync(new(), Token)).Select(job => job.Name));
        Assert.Equal(["one"], (await store.ListAsync(new() { Before = second.Id }, Token)).Select(job => job.Name));
        Assert.Equal(["two"], (await store.ListAsync(new() { Limit = 1, States = [JobState.Queued], Kind = "occupancy" }, Token)).Select(job => job.Name));
        Assert.Empty(await store.ListAsync(new() { States = [JobState.Failed, JobState.Running] }, Token));
        Assert.Equal(["one"], (await store.DueAsync(Token)).Select(job => job.Name)); // the other one follows it
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_key_queues_one_job_and_only_for_what_it_was_first_used_with(string kind)
    {
        JobStore store = await StoreAsync(kind);
        SubmissionKey key = new("k", "one and two");
        IReadOnlyList<Job>[] all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
        {
            JobSubmission one = Submission("one");
            return store.QueueAsync([one, Submission("two") with { After = [one.Id] }], key, Token);
        }));
        Assert.All(all, jobs => Assert.Equal(all[0].Select(job => job.Id), jobs.Select(job => job.Id)));
        Assert.Equal(all[0].Select(job => job.Id), (await store.SubmittedAsync(key, Token))!.Select(job => job.Id));
        Assert.Null(await store.SubmittedAsync(new("another", "one and two"), Token));
        SubmissionKey other = key with { Fingerprint = "three" };
        await Assert.ThrowsAsync<KeyReusedException>(() => store.SubmittedAsync(other, Token));
        await Assert.ThrowsAsync<KeyReusedException>(() => store.QueueAsync([Submission("three")], other, Token));
        // One of a chain that cannot be queued takes the others with it, and the key.
        SubmissionKey refused = new("refused", "three and four");
        await Assert.ThrowsAsync<ArgumentException>(() => store.QueueAsync([Submission("three"), Submission("four") with { After = ["job-none"] }], refused, Token));
        Assert.Null(await store.SubmittedAsync(refused, Token));
        Assert.Equal(["two", "one"], (await store.ListAsync(new(), Token)).Select(job => job.Name));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task One_of_many_takes_a_job_and_a_device_runs_one_at_a_time(string kind)
    {
        JobStore store = await StoreAsync(kind);
        Job first = await store.QueueAsync(Submission("one"), Token);
        Job second = await store.QueueAsync(Submission("two"), Token);
        int?[] attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.ClaimAsync(first.Id, "a", Token)));
        Assert.Equal([1], attempts.OfType<int>());
        Assert.Null(await store.ClaimAsync(second.Id, "a", Token));  // a's processor is taken
        Assert.Equal(1, await store.ClaimAsync(second.Id, "b", Token)); // b's is not
        Job third = await store.QueueAsync(Submission("three") with { Device = "cuda:0" }, Token);
        Assert.Equal(1, await store.ClaimAsync(third.Id, "a", Token));

        // Two jobs for one device, claimed at the same time.
        await store.FinishAsync(first.Id, 1, JobState.Succeeded, null, Token);
        Job[] more = [.. (await Task.WhenAll(Enumerable.Range(0, 4).Select(i => store.QueueAsync(Submission($"more {i}"), Token))))];
        Assert.Single((await Task.WhenAll(more.Select(job => store.ClaimAsync(job.Id, "a", Token)))).OfType<int>());
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_an_attempt_writes_is_there_whole_and_a_late_one_writes_nothing(string kind)
    {
        JobStore store = await StoreAsync(kind);
        Job job = await store.QueueAsync(Submission("one"), Token);
        int attempt = (await store.ClaimAsync(job.Id, "a", Token))!.Value;
        JobWrite write = new()
        {
            Progress = new(3, 7, 0, 12.5, 90),
            Metrics = [new(3, "loss", 1.5), new(3, "pts.0", 0.25)],
            Events = [("log", new() { ["line"] = "three" }), ("preview", new() { ["file"] = "3.png" })],
            Artifacts = [new("curve.png", 1000, time.GetUtcNow())],
        };
        Assert.Equal(4, await store.WriteAsync(job.Id, attempt, write, Token)); // queued and running came first
        Assert.Equal(new JobProgress(3, 7, 0, 12.5, 90), (await store.FindAsync(job.Id, Token))!.Progress);
        Assert.Equal([new(3, "loss", 1.5), new(3, "pts.0", 0.25)], await store.MetricsAsync(job.Id, Token));
        IReadOnlyList<JobEvent> events = await store.EventsAsync(job.Id, 0, 100, Token);
        Assert.Equal([(1L, "state"), (2, "state"), (3, "log"), (4, "preview")], events.Select(e => (e.Number, e.Kind)));
        Assert.Equal("running", events[1].Data["state"]!.GetValue<string>());
        Assert.Equal([4L], (await store.EventsAsync(job.Id, 3, 100, Token)).Select(e => e.Number));
        Assert.Equal([new("curve.png", 1000, time.GetUtcNow())], await store.ArtifactsAsync(job.Id, Token));

        // Its node is taken for dead; the next attempt goes on from step 2.
        time.Advance(60);
        Assert.Equal([job.Id], await store.RecoverAsync(TimeSpan.FromSeconds(30), Token));
        Assert.Equal(2, await store.ClaimAsync(job.Id, "b", Token));
        await store.BeginAsync(job.Id, 2, 2, [], Token);
        Assert.Empty(await store.MetricsAsync(job.Id, Token));
        long count = (await store.EventsAsync(job.Id, 0, 100, Token)).Count;
        foreach (Func<Task> late in (Func<Task>[])[
            () => store.WriteAsync(job.Id, attempt, write, Token), () => store.BeatAsync(job.Id, attempt, Token),
            () => store.BeginAsync(job.Id, attempt, 0, [], Token), () => store.FinishAsync(job.Id, attempt, JobState.Succeeded, null, Token)])
        {
            Assert.Equal(attempt, (await Assert.ThrowsAsync<StaleAttemptException>(late)).Attempt);
        }
        Assert.Equal(count, (await store.EventsAsync(job.Id, 0, 100, Token)).Count);
        await store.WriteAsync(job.Id, 2, write with { Metrics = [new(3, "loss", 1.5), new(3, "loss", 1.25)] }, Token);
        Assert.Equal([new(3, "loss", 1.25)], await store.MetricsAsync(job.Id, Token)); // replaced, not doubled
        await store.FinishAsync(job.Id, 2, JobState.Succeeded, null, Token);
        IReadOnlyList<Run> runs = await store.RunsAsync(job.Id, Token);
        Assert.Equal([(1, "a", JobState.Queued), (2, "b", (JobState?)JobState.Succeeded)], runs.Select(run => (run.Attempt, run.Node, run.Outcome)));
        Assert.Contains("is gone", runs[0].Reason, StringComparison.Ordinal);
        Assert.Equal(60, (runs[0].EndedAt!.Value - runs[0].StartedAt).TotalSeconds);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Jobs_start_behind_those_that_they_follow_and_go_with_them(string kind)
    {
        JobStore store = await StoreAsync(kind);
        Job first = await store.QueueAsync(Submission("one"), Token);
        Job second = await store.QueueAsync(Submission("two") with { After = [first.Id] }, Token);
        Job third = await store.QueueAsync(Submission("three") with { After = [second.Id] }, Token);
        Assert.Null(await store.ClaimAsync(second.Id, "a", Token));
        await store.FinishAsync(first.Id, (await store.ClaimAsync(first.Id, "a", Token))!.Value, JobState.Succeeded, null, Token);
        int attempt = (await store.ClaimAsync(second.Id, "a", Token))!.Value;
        time.Advance(5);
        await store.FinishAsync(second.Id, attempt, JobState.Failed, "out of memory", Token);
        Job failed = (await store.FindAsync(second.Id, Token))!, gone = (await store.FindAsync(third.Id, Token))!;
        Assert.Equal((JobState.Failed, "out of memory", time.GetUtcNow()), (failed.State, failed.Error, failed.EndedAt!.Value));
        Assert.Equal(JobState.Cancelled, gone.State);
        Assert.Contains(second.Id, gone.Error, StringComparison.Ordinal);

        Job again = (await store.ResumeAsync(second.Id, Token))!;
        Assert.Equal((JobState.Queued, (string?)null), (again.State, again.Error));
        Assert.Equal(2, await store.ClaimAsync(second.Id, "a", Token));
        Assert.Equal(JobState.Running, (await store.ResumeAsync(second.Id, Token))!.State); // nothing to resume
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_queued_job_is_cancelled_at_once_and_a_running_one_is_told(string kind)
    {
        JobStore store = await StoreAsync(kind);
        Job waiting = await store.QueueAsync(Submission("one"), Token);
        Assert.Equal(JobState.Cancelled, (await store.CancelAsync(waiting.Id, Token))!.State);
        Assert.Null(await store.ClaimAsync(waiting.Id, "a", Token));
        Job running = await store.QueueAsync(Submission("two"), Token);
        int attempt = (await store.ClaimAsync(running.Id, "a", Token))!.Value;
        Assert.False(await store.BeatAsync(running.Id, attempt, Token));
        Assert.Equal(JobState.Running, (await store.CancelAsync(running.Id, Token))!.State);
        Assert.True(await store.BeatAsync(running.Id, attempt, Token));
        time.Advance(100); // and then its node dies
        await store.RecoverAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(JobState.Cancelled, (await store.FindAsync(running.Id, Token))!.State);
        Assert.Null(await store.CancelAsync("job-none", Token));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Nodes_that_start_together_make_the_tables_once_and_a_newer_store_is_refused(string kind)
    {
        JobStore store = await StoreAsync(kind);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => store.MigrateAsync(Token)));
        await using System.Data.Common.DbConnection connection = await database!.OpenAsync(Token);
        await using System.Data.Common.DbCommand newer = connection.CreateCommand();
        newer.CommandText = "INSERT INTO schema_version (version) VALUES (99)";
        await newer.ExecuteNonQueryAsync(Token);
        Assert.Contains("version 99", (await Assert.ThrowsAsync<InvalidDataException>(() => store.MigrateAsync(Token))).Message, StringComparison.Ordinal);
    }

    private async Task<JobStore> StoreAsync(string kind)
    {
        database = kind == "sqlite" ? JobDatabase.Sqlite(Path.Combine(folder, "jobs", "store.db")) : JobDatabase.Postgres(await postgres.CreateDatabaseAsync());
        JobStore store = new(database, time);
        await store.MigrateAsync(Token);
        return store;
    }

    private static JobSubmission Submission(string name) => new("occupancy", name, new JsonObject { ["steps"] = 7, ["rate"] = 0.001 }, "cpu");

    private sealed class ManualTime : TimeProvider
    {
        private DateTimeOffset now = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => now;

        public void Advance(double seconds) => now += TimeSpan.FromSeconds(seconds);
    }
}
