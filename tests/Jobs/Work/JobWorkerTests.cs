using Microsoft.Extensions.Logging.Abstractions;
using VoxPilot.Jobs.Store;
using VoxPilot.Jobs.Work;

namespace VoxPilot.Jobs.Tests.Work;

/// <summary>What a worker makes of what a process says, and of how it ends.</summary>
public sealed class JobWorkerTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-worker-").FullName;
    private readonly JobDatabase database;
    private readonly JobStore store;
    private readonly WorkerOptions options = new() { Node = "a", BeatSeconds = 0.1, HangSeconds = 30, StopSeconds = 20, ShutdownSeconds = 20, MostKills = 2 };

    public JobWorkerTests()
    {
        database = JobDatabase.Sqlite(Path.Combine(folder, "jobs.db"));
        store = new(database, TimeProvider.System);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_it_says_is_in_the_store_when_it_has_ended()
    {
        Job job = await QueueAsync();
        ScriptPrograms programs = new(folder, """
            say '{"message":"beat"}'
            say '{"message":"began","step":0,"metrics":[]}'
            say '{"message":"progress","progress":{"step":10,"steps":20,"epoch":1,"samples_per_second":5,"eta_seconds":2},"metrics":[{"step":10,"name":"loss","value":1.5}]}'
            say 'a library prints this'
            say '{"message":"log","text":"a line"}'
            mkdir -p previews results; echo x > previews/step-0000010.png; echo y > results/out.txt; mkdir checkpoints; echo z > checkpoints/hidden
            say '{"message":"preview","step":10,"figures":{"miou":0.25},"alarm":"look"}'
            say '{"message":"saving","step":20}'
            read order; [ "$order" = save ] || exit 7
            say '{"message":"saved","step":20}'
            echo 'to the log too' >&2
            """);
        Assert.True(await WorkAsync(job, programs));
        job = (await store.FindAsync(job.Id, Token))!;
        Assert.Equal((JobState.Succeeded, 1, (string?)null), (job.State, job.Attempt, job.Error));
        Assert.Equal(new JobProgress(10, 20, 1, 5, 2), job.Progress);
        Assert.Equal([job.Id], programs.Completed);
        Assert.Equal([new(10, "loss", 1.5), new(10, "preview.miou", 0.25)], await store.MetricsAsync(job.Id, Token));
        Assert.Equal(["previews/step-0000010.png", "results/out.txt"], (await store.ArtifactsAsync(job.Id, Token)).Select(file => file.Name));
        IReadOnlyList<JobEvent> events = await store.EventsAsync(job.Id, 0, 100, Token);
        Assert.Equal(["state", "state", "progress", "log", "preview", "state"], events.Select(item => item.Kind));
        Assert.Equal("""{"step":10,"figures":{"miou":0.25},"artifacts":["previews/step-0000010.png"],"alarm":"look"}""", events[4].Data.ToJsonString());
        Assert.Equal(1.5, events[2].Data["losses"]!["loss"]!.GetValue<double>());
        string log = await File.ReadAllTextAsync(JobFolder.Log(Path.Combine(folder, job.Id)), Token);
        Assert.All((string[])["--- attempt 1", "a library prints this", "a line", "to the log too"], line => Assert.Contains(line, log, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("echo 'voxpilot: There is no data; make some.' >&2; exit 1", "There is no data; make some.")]
    [InlineData("echo 'Unhandled exception. Oops' >&2; kill -ABRT $$; sleep 5", "It crashed (exit code 134). Its last lines:\nUnhandled exception. Oops")]
    [InlineData("echo 'DefaultCPUAllocator: not enough memory' >&2; exit 139", "It ran out of memory (exit code 139)")]
    [InlineData("echo 'Out of memory.' >&2; kill -ABRT $$; sleep 5", "It ran out of memory (exit code 134)")]
    [InlineData("echo strange >&2; exit 3", "It ended with exit code 3. Its last lines:\nstrange")]
    [InlineData("exit 130", "It stopped though nobody had asked it to.")]
    public async Task A_run_that_fails_says_why(string script, string reason)
    {
        Job job = await QueueAsync();
        await WorkAsync(job, new(folder, script));
        job = (await store.FindAsync(job.Id, Token))!;
        Assert.Equal(JobState.Failed, job.State);
        Assert.StartsWith(reason, job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_killed_goes_on_and_only_so_often_without_a_new_checkpoint()
    {
        Job job = await QueueAsync();
        ScriptPrograms programs = new(folder, """
            say "{\"message\":\"began\",\"step\":$((ATTEMPT - 1)),\"metrics\":[]}"
            if [ "$ATTEMPT" -le 3 ]; then say '{"message":"saving","step":9}'; read order; say "{\"message\":\"saved\",\"step\":$ATTEMPT}"; fi
            kill -KILL $$; sleep 5
            """);
        for (int attempt = 1; attempt <= 4; attempt++)
        {
            await WorkAsync(job, programs);
            job = (await store.FindAsync(job.Id, Token))!;
            Assert.Equal((JobState.Queued, attempt), (job.State, job.Attempt)); // three that saved, and the first that did not
        }
        await WorkAsync(job, programs);
        job = (await store.FindAsync(job.Id, Token))!;
        Assert.Equal(JobState.Failed, job.State);
        Assert.Equal("It was killed from outside (exit code 137). That happened 3 times without a new checkpoint.", job.Error);
        await store.ResumeAsync(job.Id, Token);
        await WorkAsync(job, programs);
        Assert.Equal(JobState.Queued, (await store.FindAsync(job.Id, Token))!.State); // the count begins anew
    }

    [Fact]
    public async Task Cancelled_it_is_told_to_stop_and_has_time_to_save()
    {
        Job job = await QueueAsync();
        ScriptPrograms programs = new(folder, """
            say '{"message":"began","step":0,"metrics":[]}'
            read order; [ "$order" = stop ] || exit 7
            say '{"message":"saving","step":3}'; read order; [ "$order" = save ] || exit 8
            say '{"message":"saved","step":3}'
            exit 130
            """);
        Task<bool> work = WorkAsync(job, programs);
        await UntilAsync(job, state => state == JobState.Running);
        await store.CancelAsync(job.Id, Token);
        await work;
        job = (await store.FindAsync(job.Id, Token))!;
        Assert.Equal((JobState.Cancelled, "It was cancelled."), (job.State, job.Error));
    }

    [Fact]
    public async Task A_run_that_does_not_stop_is_killed_and_one_that_says_nothing_too()
    {
        options.StopSeconds = 0.3;
        Job deaf = await QueueAsync();
        Task<bool> work = WorkAsync(deaf, new(folder, "say '{\"message\":\"beat\"}'; sleep 60"));
        await UntilAsync(deaf, state => state == JobState.Running);
        await store.CancelAsync(deaf.Id, Token);
        await work;
        deaf = (await store.FindAsync(deaf.Id, Token))!;
        Assert.Equal(JobState.Cancelled, deaf.State);
        Assert.Contains("did not stop in time", deaf.Error, StringComparison.Ordinal);

        options.HangSeconds = 1;
        Job mute = await QueueAsync();
        await WorkAsync(mute, new(folder, "sleep 60"));
        mute = (await store.FindAsync(mute.Id, Token))!;
        Assert.Equal(JobState.Queued, mute.State);
        Assert.Contains("said nothing for 1 seconds", (await store.EventsAsync(mute.Id, 0, 100, Token))[^1].Data["reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_server_ends_the_run_saves_and_is_queued_again()
    {
        Job job = await QueueAsync();
        using CancellationTokenSource server = new();
        Task<bool> work = WorkAsync(job, new(folder, "read order; [ \"$order\" = stop ] && exit 130"), server);
        await UntilAsync(job, state => state == JobState.Running);
        await server.CancelAsync();
        await work;
        job = (await store.FindAsync(job.Id, Token))!;
        Assert.Equal((JobState.Queued, (string?)null), (job.State, job.Error));
        Assert.Contains("The server was stopped", (await store.EventsAsync(job.Id, 0, 100, Token))[^1].Data["reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attempt_that_another_has_overtaken_writes_nothing_and_its_process_ends()
    {
        Job job = await QueueAsync();
        ScriptPrograms programs = new(folder, """
            say '{"message":"began","step":0,"metrics":[]}'
            while [ ! -e go ]; do sleep 0.05; done
            say '{"message":"saving","step":5}'
            read order; echo "$order" > heard
            sleep 60
            """);
        options.BeatSeconds = 30; // so that the checkpoint is what finds out
        Task<bool> work = WorkAsync(job, programs);
        await UntilAsync(job, state => state == JobState.Running);
        await store.RecoverNodeAsync("a", Token);
        Assert.Equal(2, await store.ClaimAsync(job.Id, "b", Token));
        int events = (await store.EventsAsync(job.Id, 0, 100, Token)).Count;
        await File.WriteAllTextAsync(Path.Combine(folder, job.Id, "go"), "", Token);
        Assert.True(await work);
        Assert.Equal(events, (await store.EventsAsync(job.Id, 0, 100, Token)).Count);
        Assert.Equal((JobState.Running, 2, "b"), (await store.FindAsync(job.Id, Token))! is var now ? (now.State, now.Attempt, now.Node) : default);
        string heard = Path.Combine(folder, job.Id, "heard");
        Assert.True(!File.Exists(heard) || (await File.ReadAllTextAsync(heard, Token)).Trim() is "refuse" or "");
    }

    [Fact]
    public async Task A_device_that_a_node_does_not_have_is_left_to_others()
    {
        await store.MigrateAsync(Token);
        Job job = await store.QueueAsync(new("made", "made", [], "cuda"), Token);
        Assert.False(await new JobWorker(store, new ScriptPrograms(folder, "exit 0"), options, TimeProvider.System, NullLogger<JobWorker>.Instance).RunAsync(job.Id, Token));
        Assert.Equal(JobState.Queued, (await store.FindAsync(job.Id, Token))!.State);
    }

    private async Task<Job> QueueAsync()
    {
        await store.MigrateAsync(Token);
        return await store.QueueAsync(new("made", "made", [], "cpu"), Token);
    }

    private Task<bool> WorkAsync(Job job, ScriptPrograms programs, CancellationTokenSource? server = null) =>
        Task.Run(() => new JobWorker(store, programs, options, TimeProvider.System, NullLogger<JobWorker>.Instance).RunAsync(job.Id, server?.Token ?? default), Token);

    private async Task UntilAsync(Job job, Func<JobState, bool> reached)
    {
        while (!reached((await store.FindAsync(job.Id, Token))!.State) || !File.Exists(JobFolder.Log(Path.Combine(folder, job.Id))))
        {
            await Task.Delay(20, Token);
        }
    }
}
