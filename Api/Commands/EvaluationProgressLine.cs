using System.Diagnostics;
using VoxPilot.Jobs.Evaluation;

namespace VoxPilot.Api.Commands;

/// <summary>Shows how far an evaluation is: on a terminal one line that is written again and again, elsewhere a line every ten seconds.</summary>
internal sealed class EvaluationProgressLine(TextWriter output, bool terminal)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private readonly PipeProgress? pipe = PipeProgress.Create();
    private TimeSpan shown = TimeSpan.MinValue;
    private string stage = "";

    /// <summary>Takes in how far it is; may be called from any thread.</summary>
    public void Show(EvaluationProgress progress)
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
            (shown, stage) = (clock.Elapsed, progress.Stage);
            string left = progress.PerSecond > 0 ? $", {progress.PerSecond:0.00} per second, {TimeSpan.FromSeconds((progress.Total - progress.Done) / progress.PerSecond):h\\:mm\\:ss} left" : "";
            string text = $"{progress.Stage} {progress.Done}/{progress.Total}{left}";
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
}
