using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoxPilot.Core.Metrics;

/// <summary>The sums of a depth image, eight pixels at a time, in runs of single precision that are added in double.</summary>
internal static class DepthErrorKernel
{
    private const int Run = 2048;

    /// <summary>Sums over the pixels whose true depth lies within the range; predictions are clamped to it.</summary>
    public static DepthSums Sums(ReadOnlySpan<float> predicted, ReadOnlySpan<float> truth, float nearest, float farthest)
    {
        DepthSums sums = default;
        for (int from = 0; from < truth.Length; from += Run)
        {
            int length = Math.Min(Run, truth.Length - from);
            sums += OfRun(predicted.Slice(from, length), truth.Slice(from, length), nearest, farthest);
        }
        return sums;
    }

    private static DepthSums OfRun(ReadOnlySpan<float> predicted, ReadOnlySpan<float> truth, float nearest, float farthest)
    {
        Vector256<float> zero = default, count = zero, relative = zero, squaredRelative = zero, squared = zero, squaredLog = zero, within1 = zero, within2 = zero, within3 = zero;
        Vector256<float> one = Vector256.Create(1f), low = Vector256.Create(nearest), high = Vector256.Create(farthest), d1 = Vector256.Create(DepthErrors.Delta), d2 = d1 * d1, d3 = d2 * d1;
        ref float p0 = ref Unsafe.AsRef(in System.Runtime.InteropServices.MemoryMarshal.GetReference(predicted));
        ref float t0 = ref Unsafe.AsRef(in System.Runtime.InteropServices.MemoryMarshal.GetReference(truth));
        int i = 0;
        for (; i <= truth.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> t = Vector256.LoadUnsafe(ref t0, (nuint)i);
            Vector256<float> valid = Vector256.BitwiseAnd(Vector256.GreaterThanOrEqual(t, low), Vector256.LessThanOrEqual(t, high));
            if (valid.AsInt32() == Vector256<int>.Zero)
            {
                continue;
            }
            Vector256<float> p = Vector256.Min(Vector256.Max(Vector256.LoadUnsafe(ref p0, (nuint)i), low), high);
            t = Vector256.ConditionalSelect(valid, t, one);
            p = Vector256.ConditionalSelect(valid, p, one); // adds nothing to the sums of differences
            Vector256<float> off = p - t, square = off * off, forth = p / t, log = Vector256.Log(forth), ratio = Vector256.Max(forth, t / p), counts = Vector256.BitwiseAnd(one, valid);
            count += counts;
            relative += Vector256.Abs(off) / t;
            squaredRelative += square / t;
            squared += square;
            squaredLog += log * log;
            within1 += Vector256.BitwiseAnd(Vector256.LessThan(ratio, d1), counts);
            within2 += Vector256.BitwiseAnd(Vector256.LessThan(ratio, d2), counts);
            within3 += Vector256.BitwiseAnd(Vector256.LessThan(ratio, d3), counts);
        }
        DepthSums sums = new(Vector256.Sum(count), Vector256.Sum(relative), Vector256.Sum(squaredRelative), Vector256.Sum(squared), Vector256.Sum(squaredLog),
            Vector256.Sum(within1), Vector256.Sum(within2), Vector256.Sum(within3));
        for (; i < truth.Length; i++)
        {
            if (truth[i] >= nearest && truth[i] <= farthest)
            {
                sums += DepthSums.Of(MathF.Min(MathF.Max(predicted[i], nearest), farthest), truth[i]);
            }
        }
        return sums;
    }
}
