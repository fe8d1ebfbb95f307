namespace VoxPilot.Driving;

/// <summary>Which past frames an encoder sees: those nearest to now − 0.5 s, now − 1 s … (nuScenes' key frames, spec/sparseoccvla.md §3.1).</summary>
internal static class HistorySelection
{
    /// <summary>Seconds between the frames that the encoder expects.</summary>
    public const double Interval = 0.5;

    /// <summary>A frame older than this, beyond the oldest one expected, says nothing about now; seconds.</summary>
    public const double Slack = 1.0;

    /// <summary>Past frames kept for a sequence, so that a stream of 10 Hz still has one near each expected time.</summary>
    public static int Capacity(int pastFrames) => Math.Min(pastFrames * 6, 16);

    /// <summary>Positions in <paramref name="timestamps"/> (rising, all before now), newest first, each at most once; fewer than asked for if there are no more.</summary>
    public static int[] Choose(IReadOnlyList<double> timestamps, double now, int pastFrames)
    {
        double oldest = now - pastFrames * Interval - Slack;
        List<int> chosen = [];
        int before = timestamps.Count; // each next one must be older than the last
        for (int k = 1; k <= pastFrames; k++)
        {
            double wanted = now - k * Interval;
            int best = -1;
            for (int i = 0; i < before; i++)
            {
                if (timestamps[i] >= oldest && (best < 0 || Math.Abs(timestamps[i] - wanted) <= Math.Abs(timestamps[best] - wanted)))
                {
                    best = i;
                }
            }
            if (best < 0)
            {
                break;
            }
            chosen.Add(best);
            before = best;
        }
        return [.. chosen];
    }
}
