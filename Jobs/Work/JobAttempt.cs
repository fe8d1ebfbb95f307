using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using VoxPilot.Jobs.Pipe;
using VoxPilot.Jobs.Store;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Work;

/// <summary>One attempt at a job: from its process's start to the state in which it leaves the job. What the process says is in the store before the next line is read.</summary>
internal sealed class JobAttempt(
    Job job, JobStore store, IJobPrograms programs, WorkerOptions options, TimeProvider time, StoreRetry retry, ILogger logger) : IDisposable
{
    private const int Done = 0, Stopped = 130;

    private readonly CancellationTokenSource given = new(); // the store is away and the server ends: nothing more can be written
    private string folder = "";
    private int checkpoint = -1;
    private bool saved, hangs, overdue;
    private volatile bool cancelled;

    /// <summary>Runs it.</summary>
    /// <param name="stopping">Stops it in good order.</param>
    /// <exception cref="StaleAttemptException">Another attempt has taken over; nothing of this one is left running.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        using CancellationTokenRegistration end = stopping.Register(() => given.CancelAfter(TimeSpan.FromSeconds(options.ShutdownSeconds)));
        ChildRun started;
        try
        {
            JobProgram program = await programs.PrepareAsync(job, given.Token);
            folder = program.Folder;
            started = ChildRun.Start(program, job.Attempt, time);
        }
        catch (Exception fault) when (fault is JobFaultException or IOException or UnauthorizedAccessException)
        {
            await FinishAsync(JobState.Failed, fault.Message);
            return;
        }
        using ChildRun child = started;
        long kills = CrashReport.SystemKills();
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(given.Token);
        using CancellationTokenRegistration stop = stopping.Register(() => child.Tell(RunOrder.Stop));
        Task beats = BeatAsync(child, stopping, over.Token);
        try
        {
            while (await ReadAsync(child) is { } message)
            {
                await TakeAsync(child, message);
            }
            int code = await child.EndAsync();
            await EndAsync(code, code is Done or Stopped ? null : CrashReport.Of(code, child.LastErrors, CrashReport.SystemKills() > kills), stopping.IsCancellationRequested);
        }
        finally
        {
            child.Kill();
            await over.CancelAsync();
            await beats.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => given.Dispose();

    private async Task<RunMessage?> ReadAsync(ChildRun child)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(given.Token);
        patience.CancelAfter(TimeSpan.FromSeconds(options.HangSeconds));
        try
        {
            return await child.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            hangs = !given.IsCancellationRequested;
            child.Kill();
            return null;
        }
    }

    // Says that the attempt is alive, hears that its end is asked for, and sees to it that it comes.
    private async Task BeatAsync(ChildRun child, CancellationToken stopping, CancellationToken over)
    {
        long? asked = null;
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(options.BeatSeconds), time, over);
            try
            {
                if (await retry.InsistAsync(() => store.BeatAsync(job.Id, job.Attempt, over), over) && !cancelled)
                {
                    cancelled = true;
                    child.Tell(RunOrder.Stop);
                }
            }
            catch (StaleAttemptException)
            {
                child.Kill(); // its end is read, and then the store says the same
                return;
            }
            if (cancelled || stopping.IsCancellationRequested)
            {
                asked ??= time.GetTimestamp();
                if (time.GetElapsedTime(asked.Value).TotalSeconds > (stopping.IsCancellationRequested ? options.ShutdownSeconds : options.StopSeconds))
                {
                    overdue = true;
                    child.Kill();
                }
            }
        }
    }

    private async Task TakeAsync(ChildRun child, RunMessage message)
    {
        switch (message)
        {
            case RunBegan began:
                checkpoint = began.Step;
                await Insist(() => store.BeginAsync(job.Id, job.Attempt, began.Step, began.Metrics, given.Token));
                break;
            case RunProgressed { Progress: { } progress } told:
                await WriteAsync(new() { Progress = progress, Metrics = told.Metrics, Events = [("progress", Text(progress, told.Metrics))] });
                break;
            case RunLogged log:
                await WriteAsync(new() { Events = [("log", new() { ["line"] = log.Text })] });
                break;
            case RunPreviewed preview:
                IReadOnlyList<Artifact> files = JobFolder.Artifacts(folder);
                await WriteAsync(new() { Metrics = RunMetrics.Of(preview.Step, preview.Figures), Artifacts = files, Events = [("preview", Text(preview, files))] });
                break;
            case RunSaving:
                await LeaveAsync(child);
                break;
            case RunSaved point:
                saved |= point.Step > checkpoint;
                await WriteAsync(new() { Artifacts = JobFolder.Artifacts(folder) });
                break;
        }
    }

    private async Task LeaveAsync(ChildRun child)
    {
        try
        {
            await retry.InsistAsync(() => store.BeatAsync(job.Id, job.Attempt, given.Token), given.Token);
            child.Tell(RunOrder.Save);
        }
        catch (StaleAttemptException)
        {
            child.Tell(RunOrder.Refuse);
            throw;
        }
    }

    private async Task EndAsync(int code, CrashReport? crash, bool stopping)
    {
        if (folder.Length > 0)
        {
            await WriteAsync(new() { Artifacts = JobFolder.Artifacts(folder) });
        }
        if (crash is null && code == Done)
        {
            try
            {
                await programs.CompleteAsync(job, given.Token);
                await FinishAsync(JobState.Succeeded, null);
            }
            catch (Exception fault) when (fault is JobFaultException or IOException or UnauthorizedAccessException)
            {
                await FinishAsync(JobState.Failed, fault.Message);
            }
            return;
        }
        string late = overdue ? " It did not stop in time and was killed; what came behind its last checkpoint is lost." : "";
        if (cancelled)
        {
            await FinishAsync(JobState.Cancelled, $"It was cancelled.{late}");
        }
        else if (stopping)
        {
            await FinishAsync(JobState.Queued, $"The server was stopped.{late}");
        }
        else if (hangs || crash is { Kill: true })
        {
            string reason = hangs ? FormattableString.Invariant($"It said nothing for {options.HangSeconds:0} seconds and was ended.") : crash!.Reason;
            JobState state = await Insist(() => store.KillAsync(job.Id, job.Attempt, reason, saved, options.MostKills, given.Token));
            Say(state, reason);
        }
        else
        {
            await FinishAsync(JobState.Failed, crash?.Reason ?? "It stopped though nobody had asked it to.");
        }
    }

    private async Task FinishAsync(JobState state, string? reason)
    {
        await Insist(async () =>
        {
            await store.FinishAsync(job.Id, job.Attempt, state, reason, given.Token);
            return true;
        });
        Say(state, reason);
    }

    private void Say(JobState state, string? reason) => logger.AttemptEnded(job.Id, state.Word(), reason is null ? "" : $": {reason}");

    private Task<long> WriteAsync(JobWrite write) => Insist(() => store.WriteAsync(job.Id, job.Attempt, write, given.Token));

    private Task<T> Insist<T>(Func<Task<T>> write) => retry.InsistAsync(write, given.Token);

    private static JsonObject Text(JobProgress progress, IReadOnlyList<MetricRow> metrics)
    {
        JsonObject text = new() { ["step"] = progress.Step, ["steps"] = progress.Steps };
        if (progress.Epoch is { } epoch)
        {
            text["epoch"] = epoch;
        }
        if (progress.SamplesPerSecond is { } speed)
        {
            text["samples_per_second"] = speed;
        }
        if (progress.EtaSeconds is { } left)
        {
            text["eta_seconds"] = left;
        }
        if (metrics.Count > 0)
        {
            text["losses"] = Text(metrics.Select(row => (row.Name, row.Value)));
        }
        return text;
    }

    private static JsonObject Text(RunPreviewed preview, IReadOnlyList<Artifact> files)
    {
        string mark = FormattableString.Invariant($"/step-{preview.Step:0000000}");
        JsonObject text = new()
        {
            ["step"] = preview.Step,
            ["figures"] = Text(preview.Figures.Select(figure => (figure.Key, figure.Value))),
            ["artifacts"] = new JsonArray([.. files.Where(file => file.Name.Contains(mark, StringComparison.Ordinal)).Select(file => (JsonNode)file.Name)]),
        };
        if (preview.Alarm is { } alarm)
        {
            text["alarm"] = alarm;
        }
        return text;
    }

    private static JsonObject Text(IEnumerable<(string Name, double Value)> figures) =>
        new(figures.Where(figure => double.IsFinite(figure.Value)).DistinctBy(figure => figure.Name).Select(figure => KeyValuePair.Create(figure.Name, (JsonNode?)figure.Value)));
}
