using System.Numerics;

namespace VoxPilot.Core.Metrics;

/// <summary>Σ (a − b)², in runs of single precision that are added in double.</summary>
internal static class SquaredDifference
{
    private const int Run = 4096;

    /// <summary>The sum over all values.</summary>
    public static double Sum(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int from = 0; from < a.Length; from += Run)
        {
            int length = Math.Min(Run, a.Length - from);
            sum += OfRun(a.Slice(from, length), b.Slice(from, length));
        }
        return sum;
    }

    private static double OfRun(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> off = new Vector<float>(a[i..]) - new Vector<float>(b[i..]);
            sums = Vector.FusedMultiplyAdd(off, off, sums);
        }
        double sum = Vector.Sum(sums);
        for (; i < a.Length; i++)
        {
            double off = a[i] - b[i];
            sum += off * off;
        }
        return sum;
    }
}
