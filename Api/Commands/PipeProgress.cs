using System.Diagnostics;
using VoxPilot.Jobs.Pipe;

namespace VoxPilot.Api.Commands;

/// <summary>Tells a worker how far something is that counts what it has done, twice a second at most.</summary>
internal sealed class PipeProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private readonly RunPipe pipe;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan told = TimeSpan.MinValue, began;
    private string? stage;
    private int before;

    private PipeProgress(RunPipe pipe) => this.pipe = pipe;

    /// <summary>One over the pipe that this process was started with; null where there is none.</summary>
    public static PipeProgress? Create() => RunPipe.Attached is { } pipe ? new(pipe) : null;

    /// <summary>Takes in how far it is; not to be called by two threads at a time.</summary>
    /// <param name="what">What is being done, for the log.</param>
    /// <param name="done">How much of it.</param>
    /// <param name="total">Out of how much.</param>
    public void Show(string what, int done, int total)
    {
        if (what != stage)
        {
            (stage, began, before) = (what, clock.Elapsed, done);
            pipe.Tell(new RunLogged($"{what}: {total}"));
        }
        else if (clock.Elapsed - told < Pause && done < total)
        {
            return;
        }
        told = clock.Elapsed;
        double rate = (done - before) / Math.Max(1e-3, (clock.Elapsed - began).TotalSeconds);
        pipe.Tell(new RunProgressed(new(done, total, null, rate > 0 ? rate : null, rate > 0 ? (total - done) / rate : null), []));
    }
}
