using static TorchSharp.torch;

namespace VoxPilot.Llm;

/// <summary>Which places of one sequence a stretch of it looks at: whole ranges before it, and itself.</summary>
/// <param name="Start">Its first place.</param>
/// <param name="Count">Its places.</param>
/// <param name="Bidirectional">Whether its places also look forward, within it.</param>
/// <param name="Before">What all of its places look at, as ranges [From, To) that rise and do not touch.</param>
internal sealed record AttentionReach(int Start, int Count, bool Bidirectional, (int From, int To)[] Before)
{
    /// <summary>The stretches of a tree; see <see cref="AttentionPlan.Tree"/>.</summary>
    public static AttentionReach[] Of(IReadOnlyList<AttentionSegment> segments)
    {
        var reaches = new AttentionReach[segments.Count];
        var at = 0;
        for (var s = 0; s < segments.Count; s++)
        {
            List<(int From, int To)> before = [];
            for (var above = segments[s].Parent; above >= 0; above = segments[above].Parent)
            {
                var (from, to) = (reaches[above].Start, reaches[above].Start + reaches[above].Count);
                if (from == to)
                {
                    continue;
                }

                if (before.Count > 0 && before[^1].From == to)
                {
                    before[^1] = (from, before[^1].To);
                }
                else
                {
                    before.Add((from, to));
                }
            }

            before.Reverse();
            reaches[s] = new(at, segments[s].Length, segments[s].Bidirectional, [.. before]);
            at += segments[s].Length;
        }

        return reaches;
    }

    /// <summary>The mask (1, 1, T, T) of a sequence: 0 where a place (row) looks at another, −∞ elsewhere. What no stretch covers looks at itself: a row of −∞ alone has no softmax.</summary>
    public static Tensor Mask(IReadOnlyList<AttentionReach> reaches, int length, Device device)
    {
        var mask = new float[(long)length * length];
        Array.Fill(mask, float.NegativeInfinity);
        var at = 0;
        foreach (var reach in reaches)
        {
            for (var i = 0; i < reach.Count; i++, at++)
            {
                var row = mask.AsSpan(at * length, length);
                row.Slice(reach.Start, reach.Bidirectional ? reach.Count : i + 1).Clear();
                foreach (var (from, to) in reach.Before)
                {
                    row[from..to].Clear();
                }
            }
        }

        for (; at < length; at++)
        {
            mask[at * length + at] = 0;
        }

        return tensor(mask, [1, 1, length, length], device: device);
    }
}
