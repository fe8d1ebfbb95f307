using System.Diagnostics;
using VoxPilot.World.Generation;

namespace VoxPilot.Api.Commands;

/// <summary>Shows how far a data set is: on a terminal one line that is written again and again, elsewhere a line for each scene.</summary>
internal sealed class GenerationProgressLine(TextWriter output, bool terminal)
{
    private const int Bar = 24;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private readonly PipeProgress? pipe = PipeProgress.Create();
    private TimeSpan shown = TimeSpan.MinValue;
    private int scenes = -1;
    private int begun = -1;

    /// <summary>Takes in what has been done; may be called from any thread.</summary>
    public void Show(GenerationProgress progress)
    {
        lock (gate)
        {
            if (pipe is not null)
            {
                pipe.Show("key frames", progress.Keyframes, progress.KeyframesInAll);
                return;
            }
            begun = begun < 0 ? progress.Keyframes : begun; // what an earlier run has done counts for nothing in the speed
            if (terminal)
            {
                if (clock.Elapsed - shown > TimeSpan.FromMilliseconds(200) || progress.Keyframes == progress.KeyframesInAll)
                {
                    shown = clock.Elapsed;
                    output.Write($"\r{Text(progress)}\u001b[K");
                }
            }
            else if (progress.Scenes != scenes)
            {
                scenes = progress.Scenes;
                output.WriteLine(Text(progress));
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

    private string Text(GenerationProgress progress)
    {
        double rate = (progress.Keyframes - begun) / Math.Max(1e-3, clock.Elapsed.TotalSeconds);
        int filled = (int)((long)Bar * progress.Keyframes / Math.Max(1, progress.KeyframesInAll));
        string left = rate > 0 ? $"{TimeSpan.FromSeconds((progress.KeyframesInAll - progress.Keyframes) / rate):h\\:mm\\:ss} left" : "";
        return $"[{new string('#', filled)}{new string('.', Bar - filled)}] scene {progress.Scenes}/{progress.ScenesInAll}, key frame {progress.Keyframes}/{progress.KeyframesInAll}, {rate:0.0} per second, {left}";
    }
}
