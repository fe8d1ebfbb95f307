using VoxPilot.Core;

namespace VoxPilot.Jobs.Baselines;

/// <summary>How often each voxel had each of the 18 labels (46 MB for Occ3D's grid). Not for several threads at once.</summary>
internal sealed class VoxelCounts(GridSpec spec)
{
    private const int Labels = OccupancyClasses.Occupied + 1;
    private const int Rounds = 10;

    private readonly int[] counts = new int[spec.Count * Labels];

    /// <summary>Key frames counted.</summary>
    public int Keyframes { get; private set; }

    /// <summary>Counts a grid; where a mask is given, only voxels where it is not 0.</summary>
    public void Add(ReadOnlySpan<byte> labels, ReadOnlySpan<byte> mask)
    {
        for (int v = 0; v < labels.Length; v++)
        {
            if (mask.IsEmpty || mask[v] != 0)
            {
                counts[v * Labels + labels[v]]++;
            }
        }
        Keyframes++;
    }

    /// <summary>The labels of a rule, and the mean IoU over the classes that occur in what was counted.</summary>
    public (OccupancyGrid Grid, double MeanIoU) Decide(VoxelPriorRule rule)
    {
        if (rule == VoxelPriorRule.MostFrequent)
        {
            byte[] labels = MostFrequent(Labels);
            return (new(spec, labels), Count(labels).MeanIoU);
        }
        // Two starts, for each may end on a hill of its own: with free, and with the most frequent of what is ever there.
        byte[] low = MostFrequent(Labels), high = MostFrequent(OccupancyClasses.Occupied);
        double fromLow = Climb(low), fromHigh = Climb(high);
        return fromLow >= fromHigh ? (new(spec, low), fromLow) : (new(spec, high), fromHigh);
    }

    // Of the first so many labels; free where none of them occurred.
    private byte[] MostFrequent(int among)
    {
        byte[] labels = new byte[spec.Count];
        for (int v = 0; v < labels.Length; v++)
        {
            ReadOnlySpan<int> own = counts.AsSpan(v * Labels, Labels);
            int best = among - 1; // free wins a tie
            for (int c = 0; c < among; c++)
            {
                best = own[c] > own[best] ? c : best;
            }
            labels[v] = own[best] > 0 ? (byte)best : (byte)OccupancyClass.Free;
        }
        return labels;
    }

    /// <summary>Takes each voxel to the label that raises the mean IoU most, again and again until none does; gives the mean IoU.</summary>
    private double Climb(byte[] labels)
    {
        Tally tally = Count(labels);
        for (int round = 0, changes = 1; round < Rounds && changes > 0; round++)
        {
            changes = 0;
            for (int v = 0; v < labels.Length; v++)
            {
                ReadOnlySpan<int> own = counts.AsSpan(v * Labels, Labels);
                int before = labels[v], best = (int)OccupancyClass.Free, all = Sum(own);
                tally.Take(before, own[before], all);
                double most = 0;
                for (int c = 0; c < OccupancyClasses.Occupied; c++)
                {
                    // IoU = hits / union: giving v to c adds n_c hits, and n − n_c to the union
                    if (own[c] > 0 && tally.Gain(c, own[c], all) is var gain && gain > most)
                    {
                        (most, best) = (gain, c);
                    }
                }
                tally.Give(best, own[best], all);
                changes += best == before ? 0 : 1;
                labels[v] = (byte)best;
            }
        }
        return tally.MeanIoU;
    }

    private Tally Count(ReadOnlySpan<byte> labels)
    {
        Tally tally = new();
        for (int v = 0; v < labels.Length; v++)
        {
            ReadOnlySpan<int> own = counts.AsSpan(v * Labels, Labels);
            tally.Hits[labels[v]] += own[labels[v]];
            tally.Given[labels[v]] += Sum(own);
            for (int c = 0; c < Labels; c++)
            {
                tally.Truth[c] += own[c];
            }
        }
        return tally;
    }

    private static int Sum(ReadOnlySpan<int> values)
    {
        int sum = 0;
        foreach (int value in values)
        {
            sum += value;
        }
        return sum;
    }

    private sealed class Tally
    {
        public readonly long[] Hits = new long[Labels], Given = new long[Labels], Truth = new long[Labels];

        public void Give(int c, int hits, int all)
        {
            Hits[c] += hits;
            Given[c] += all;
        }

        public void Take(int c, int hits, int all) => Give(c, -hits, -all);

        /// <summary>How much the class's IoU would rise.</summary>
        public double Gain(int c, int hits, int all) => (double)(Hits[c] + hits) / (Union(c) + all - hits) - IoU(c);

        private long Union(int c) => Truth[c] + Given[c] - Hits[c];

        private double IoU(int c) => Union(c) == 0 ? 0 : (double)Hits[c] / Union(c);

        public double MeanIoU => Enumerable.Range(0, OccupancyClasses.Occupied).Where(c => Truth[c] > 0).Select(IoU).DefaultIfEmpty(0).Average();
    }
}
