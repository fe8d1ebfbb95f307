using System.Diagnostics;
using System.Globalization;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Api.Commands;

/// <summary>Shows how far a run is: on a terminal one line that is written again and again, elsewhere a line every half minute.</summary>
internal sealed class TrainingProgressLine(TextWriter output, bool terminal)
{
    private const int Bar = 20;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan? shown;
    private bool open;

    /// <summary>Takes in how far it is.</summary>
    public void Show(TrainingProgress progress)
    {
        if (progress.Moment != TrainingMoment.Line)
        {
            if (progress.News is { } news)
            {
                End();
                output.WriteLine(news);
            }
            return;
        }
        if (!terminal && shown is { } before && clock.Elapsed - before < TimeSpan.FromSeconds(30) && progress.Step < progress.Steps)
        {
            return;
        }
        shown = clock.Elapsed;
        if (terminal)
        {
            output.Write($"\r{Text(progress)}\u001b[K");
            open = true;
        }
        else
        {
            output.WriteLine(Text(progress));
        }
    }

    /// <summary>Takes in how many key frames are prepared before training begins.</summary>
    public void Preparing(int done, int all)
    {
        if (terminal)
        {
            output.Write($"\rpreparing: key frame {done}/{all}\u001b[K");
            open = true;
        }
        else if (shown is not { } before || clock.Elapsed - before >= TimeSpan.FromSeconds(30) || done == all)
        {
            shown = clock.Elapsed;
            output.WriteLine($"preparing: key frame {done}/{all}");
        }
    }

    /// <summary>Ends the line.</summary>
    public void End()
    {
        if (open)
        {
            output.WriteLine();
            open = false;
        }
    }

    private static string Text(TrainingProgress progress)
    {
        int filled = (int)((long)Bar * progress.Step / progress.Steps);
        string terms = string.Join(' ', progress.Terms.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key} {t.Value:0.###}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"[{new string('#', filled)}{new string('.', Bar - filled)}] step {progress.Step}/{progress.Steps}, loss {progress.Loss:0.###}, {progress.SamplesPerSecond:0.0} samples per second, {progress.Left:d\\.hh\\:mm\\:ss} left | {terms}");
    }
}
