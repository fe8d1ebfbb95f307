using System.Runtime.InteropServices;

using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Metrics.Detection;

/// <summary>
/// Matches the detected boxes of one key frame with the true ones: by falling score, each takes the nearest true box of its class that is
/// still free (devkit: eval/detection/algo.py). Boxes of other key frames have no part in it, so that it needs no more than one.
/// </summary>
internal sealed class DetectionMatcher
{
    private readonly List<int> order = [];
    private bool[] taken = [];
    private int[] matches = [];

    /// <summary>For each detected box and each of the match distances the position of its true box, or −1: (D, P), valid until the next call.</summary>
    public ReadOnlySpan<int> Match(List<DetectionBox> found, List<DetectionBox> truth)
    {
        ReadOnlySpan<DetectionBox> boxes = CollectionsMarshal.AsSpan(found), things = CollectionsMarshal.AsSpan(truth);
        Order(found);
        int distances = DetectionConfig.MatchDistances.Count;
        if (matches.Length < distances * boxes.Length)
        {
            matches = new int[2 * distances * boxes.Length];
        }
        if (taken.Length < things.Length)
        {
            taken = new bool[2 * things.Length];
        }
        for (int d = 0; d < distances; d++)
        {
            Array.Clear(taken, 0, things.Length);
            foreach (int p in order)
            {
                int nearest = Nearest(boxes[p], things, DetectionConfig.MatchDistances[d]);
                matches[d * boxes.Length + p] = nearest;
                if (nearest >= 0)
                {
                    taken[nearest] = true;
                }
            }
        }
        return matches.AsSpan(0, distances * boxes.Length);
    }

    // By falling score; of equal ones the later comes first, since the devkit sorts (score, position) upwards and turns it round.
    private void Order(List<DetectionBox> found)
    {
        order.Clear();
        for (int p = 0; p < found.Count; p++)
        {
            order.Add(p);
        }
        order.Sort((a, b) => found[b].Score.CompareTo(found[a].Score) is not 0 and int by ? by : b.CompareTo(a));
    }

    private int Nearest(in DetectionBox box, ReadOnlySpan<DetectionBox> things, double within)
    {
        int nearest = -1;
        double least = double.PositiveInfinity;
        for (int t = 0; t < things.Length; t++)
        {
            if (things[t].Class == box.Class && !taken[t] && MatchErrors.CentreDistance(things[t], box) is var distance && distance < least)
            {
                (nearest, least) = (t, distance);
            }
        }
        return least < within ? nearest : -1;
    }
}
