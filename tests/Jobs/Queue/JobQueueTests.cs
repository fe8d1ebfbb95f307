using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VoxPilot.Jobs.Queue;
using VoxPilot.Jobs.Store;
using VoxPilot.Jobs.Tests.Work;
using VoxPilot.Jobs.Work;
using VoxPilot.Testing;

namespace VoxPilot.Jobs.Tests.Queue;

/// <summary>Nodes with store, Quartz and worker as a server has them; scripts in place of trainings.</summary>
public sealed class JobQueueTests(PostgresServer postgres) : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-queue-").FullName;
    private readonly List<Node> nodes = [];

    public static TheoryData<string> Databases => ["sqlite", "postgres"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (Node node in nodes)
        {
            await node.DisposeAsync();
        }
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Jobs_run_one_after_the_other_in_their_order_and_chains_behind_what_they_follow(string kind)
    {
        Node node = Start("a", kind == "postgres" ? await postgres.CreateDatabaseAsync() : null, "echo $$ >> ../order; sleep 0.1");
        await UntilAsync(() => node.Keeper.Ready);
        Job first = await node.QueueAsync("one");
        Job second = await node.QueueAsync("two", first.Id);
        Job third = await node.QueueAsync("three");
        node.Keeper.Wake();
        await DoneAsync(node, 3);
        Job[] all = [.. (await node.Store.ListAsync(new(), Token)).OrderBy(job => job.StartedAt)];
        Assert.All(all, job => Assert.Equal((JobState.Succeeded, 1), (job.State, job.Attempt)));
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.True(pair.First.EndedAt <= pair.Second.StartedAt)); // never two at a time
        Assert.True(all.First(job => job.Id == second.Id).StartedAt >= all.First(job => job.Id == first.Id).EndedAt);
        Assert.NotNull(third);
    }

    [Fact]
    public async Task A_node_that_stops_gives_back_what_it_runs_and_goes_on_with_it_after_its_start()
    {
        const string Script = "if [ $ATTEMPT = 1 ]; then read order; exit 130; fi";
        Node before = Start("a", null, Script);
        await UntilAsync(() => before.Keeper.Ready);
        Job job = await before.QueueAsync("one");
        before.Keeper.Wake();
        await UntilAsync(async () => (await before.Store.FindAsync(job.Id, Token))!.State == JobState.Running);
        await before.DisposeAsync();
        Assert.Equal(JobState.Queued, (await new JobStore(JobDatabase.Sqlite(Path.Combine(folder, "jobs.db")), TimeProvider.System).FindAsync(job.Id, Token))!.State);
        Node after = Start("a", null, Script);
        await DoneAsync(after, 1);
        Assert.Equal((JobState.Succeeded, 2), (await after.Store.FindAsync(job.Id, Token))! is var done ? (done.State, done.Attempt) : default);
    }

    [Fact]
    public async Task Two_nodes_share_twenty_jobs_and_one_takes_over_what_the_other_leaves()
    {
        string database = await postgres.CreateDatabaseAsync();
        Node a = Start("a", database, "sleep 0.3"), b = Start("b", database, "sleep 0.3");
        await UntilAsync(() => a.Keeper.Ready && b.Keeper.Ready);
        for (int i = 0; i < 20; i++)
        {
            await a.QueueAsync($"job {i}");
        }
        await UntilAsync(async () => (await a.Store.ListAsync(new() { States = [JobState.Succeeded] }, Token)).Count >= 6);
        await b.VanishAsync(); // in the middle of what it does
        await DoneAsync(a, 20);
        IReadOnlyList<Job> jobs = await a.Store.ListAsync(new(), Token);
        Assert.All(jobs, job => Assert.Equal(JobState.Succeeded, job.State));
        string?[] ran = [.. (await Task.WhenAll(jobs.Select(job => a.Store.EventsAsync(job.Id, 0, 100, Token)))).SelectMany(events => events)
            .Where(item => item.Kind == "state" && item.Data["state"]!.GetValue<string>() == "succeeded").Select(_ => "")];
        Assert.Equal(20, ran.Length); // each came to its end once
        Assert.True(b.Worked > 0 && a.Worked > 0, $"{a.Worked} jobs began on a, {b.Worked} on b.");
    }

    private Node Start(string name, string? database, string script)
    {
        Node node = new(folder, name, database, script);
        nodes.Add(node);
        return node;
    }

    private static Task DoneAsync(Node node, int count) => UntilAsync(async () =>
    {
        await node.CheckAsync();
        return (await node.Store.ListAsync(new() { States = [JobState.Succeeded, JobState.Failed] }, Token)).Count == count;
    });

    private static Task UntilAsync(Func<bool> reached) => UntilAsync(() => Task.FromResult(reached()));

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        while (!await reached())
        {
            await Task.Delay(50, Token);
        }
    }

    private sealed class Node : IAsyncDisposable
    {
        private readonly ServiceProvider services;
        private readonly CancellationTokenSource stop = new();
        private readonly CountingPrograms programs;
        private readonly Task life;
        private bool gone;

        public Node(string folder, string name, string? database, string script)
        {
            programs = new(new(folder, script));
            ServiceCollection made = new();
            made.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
            made.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
            made.AddSingleton(TimeProvider.System);
            made.AddSingleton<IJobPrograms>(programs);
            made.AddJobQueue(
                folder, new() { Postgres = database, IdleSeconds = 1 },
                new() { Node = name, BeatSeconds = 0.1, SilenceSeconds = 2, SweepSeconds = 0.2, ShutdownSeconds = 5, StopSeconds = 5 });
            services = made.BuildServiceProvider();
            life = Task.Run(() => Keeper.RunAsync(stop.Token));
        }

        public JobStore Store => services.GetRequiredService<JobStore>();

        public JobKeeper Keeper => services.GetRequiredService<JobKeeper>();

        public int Worked => programs.Began;

        public Task CheckAsync() => life.IsFaulted ? life : Task.CompletedTask;

        public Task<Job> QueueAsync(string name, params string[] after) => Store.QueueAsync(new("made", name, [], "cpu") { After = after }, Token);

        // As if its machine had lost its power: what it runs is killed, and it writes nothing more.
        public async Task VanishAsync()
        {
            gone = true;
            programs.Vanish();
            await services.GetRequiredService<JobDatabase>().DisposeAsync();
            await stop.CancelAsync();
            await life.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        public async ValueTask DisposeAsync()
        {
            if (!gone)
            {
                gone = true;
                await stop.CancelAsync();
                await life.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await services.DisposeAsync();
                stop.Dispose();
            }
        }
    }

    private sealed class CountingPrograms(ScriptPrograms scripts) : IJobPrograms
    {
        private volatile bool vanished;
        private int began;

        public int Began => began;

        public void Vanish() => vanished = true;

        public Task<JobProgram> PrepareAsync(Job job, CancellationToken cancellation)
        {
            ObjectDisposedException.ThrowIf(vanished, this);
            Interlocked.Increment(ref began);
            return scripts.PrepareAsync(job, cancellation);
        }

        public Task CompleteAsync(Job job, CancellationToken cancellation)
        {
            ObjectDisposedException.ThrowIf(vanished, this);
            return scripts.CompleteAsync(job, cancellation);
        }
    }
}
