using System.Diagnostics;
using VoxPilot.Jobs.ClosedLoop;

namespace VoxPilot.Api.Commands;

/// <summary>Shows how far the closed loop is: on a terminal one line that is written again and again, elsewhere a line every ten seconds.</summary>
internal sealed class ClosedLoopProgressLine(TextWriter output, bool terminal)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private readonly PipeProgress? pipe = PipeProgress.Create();
    private TimeSpan shown = TimeSpan.MinValue, began;
    private string stage = "";

    /// <summary>Says what is being done before anyone drives.</summary>
    public void Tell(string what)
    {
        lock (gate)
        {
            Write(what);
        }
    }

    /// <summary>Takes in how far it is; may be called from any thread.</summary>
    public void Show(ClosedLoopProgress progress)
    {
        lock (gate)
        {
            if (pipe is not null)
            {
                pipe.Show(progress.Stage, progress.Done, progress.Total);
                return;
            }
            bool other = progress.Stage != stage;
            TimeSpan pause = terminal ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(10);
            if (!other && clock.Elapsed - shown < pause && progress.Done < progress.Total)
            {
                return;
            }
            (stage, began) = (progress.Stage, other ? clock.Elapsed : began);
            double rate = progress.Steps / Math.Max(1e-3, (clock.Elapsed - began).TotalSeconds);
            string steps = progress.Steps > 0 ? FormattableString.Invariant($", {progress.Steps} steps of half a second, {rate:0.0} per second") : "";
            Write($"{progress.Stage}: {progress.Done}/{progress.Total}{steps}");
        }
    }

    /// <summary>Ends the line.</summary>
    public void End()
    {
        lock (gate)
        {
            if (terminal && shown > TimeSpan.MinValue)
            {
                output.WriteLine();
            }
        }
    }

    private void Write(string text)
    {
        shown = clock.Elapsed;
        if (terminal)
        {
            output.Write($"\r{text}\u001b[K");
        }
        else
        {
            output.WriteLine(text);
        }
    }
}
