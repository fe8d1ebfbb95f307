using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoxPilot.Core.Metrics;

/// <summary>
/// Counts how often each pair of labels stands in two grids. Most voxels are free in both or masked out, and 64 of them are dealt with by a
/// few vector instructions; the others are counted one by one, neighbours in different tables, so that no increment waits for the one before.
/// </summary>
internal sealed class JointHistogram
{
    /// <summary>Rows of the counts: the truth's labels 0…17, and 18 for everything that the truth ignores (255).</summary>
    public const int Rows = 19;

    /// <summary>Columns of the counts: the prediction's labels 0…17.</summary>
    public const int Columns = 18;

    /// <summary>The row of what the truth ignores.</summary>
    public const int IgnoredRow = 18;

    /// <summary>The truth's label of a voxel about which nothing is known.</summary>
    public const byte Ignored = 255;

    private const byte Free = (byte)OccupancyClass.Free;
    private const int Tables = 4; // by the voxel's number
    private const int RowBits = 5, TableBits = 10; // key: table, truth, prediction; 18·32 + 255 < 1024

    private readonly uint[] tally = new uint[Tables << TableBits];

    /// <summary>Adds the pairs of one frame.</summary>
    /// <param name="prediction">Labels 0…17.</param>
    /// <param name="truth">Labels 0…17, or 255 where nothing is known.</param>
    /// <param name="mask">Voxels that count have another value than 0; empty: all count.</param>
    /// <param name="counts">(19, 18), truth by prediction; is added to.</param>
    /// <exception cref="ArgumentException">A voxel that counts has another label; nothing was added.</exception>
    public void Add(ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, ReadOnlySpan<byte> mask, Span<long> counts)
    {
        tally.AsSpan().Clear();
        ref byte p = ref MemoryMarshal.GetReference(prediction), t = ref MemoryMarshal.GetReference(truth), m = ref MemoryMarshal.GetReference(mask);
        ref uint table = ref MemoryMarshal.GetArrayDataReference(tally);
        Vector512<byte> free = Vector512.Create(Free), ignored = Vector512.Create(Ignored);
        long bothFree = 0;
        int at = 0;
        for (; at <= truth.Length - Vector512<byte>.Count; at += Vector512<byte>.Count)
        {
            Vector512<byte> predicted = Vector512.LoadUnsafe(ref p, (nuint)at), actual = Vector512.LoadUnsafe(ref t, (nuint)at);
            ulong counted = mask.IsEmpty ? ulong.MaxValue : ~Vector512.Equals(Vector512.LoadUnsafe(ref m, (nuint)at), Vector512<byte>.Zero).ExtractMostSignificantBits();
            ulong empty = counted & (Vector512.Equals(predicted, free) & Vector512.Equals(actual, free)).ExtractMostSignificantBits();
            Vector512<byte> wrong = Vector512.GreaterThan(predicted, free) | Vector512.AndNot(Vector512.GreaterThan(actual, free), Vector512.Equals(actual, ignored));
            if ((counted & wrong.ExtractMostSignificantBits()) != 0)
            {
                throw Wrong(prediction, truth, mask, at);
            }
            bothFree += BitOperations.PopCount(empty);
            for (ulong left = counted & ~empty; left != 0; left &= left - 1)
            {
                Increment(ref table, ref p, ref t, at + BitOperations.TrailingZeroCount(left));
            }
        }
        for (; at < truth.Length; at++)
        {
            if (mask.IsEmpty || mask[at] != 0)
            {
                if (prediction[at] > Free || truth[at] is > Free and < Ignored)
                {
                    throw Wrong(prediction, truth, mask, at);
                }
                Increment(ref table, ref p, ref t, at);
            }
        }
        counts[Free * Columns + Free] += bothFree;
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                int key = row << RowBits | column;
                for (int k = 0; k < Tables; k++)
                {
                    counts[row * Columns + column] += tally[k << TableBits | key];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Increment(ref uint table, ref byte prediction, ref byte truth, int at)
    {
        int row = Math.Min(Unsafe.Add(ref truth, at), (byte)IgnoredRow);
        Unsafe.Add(ref table, (at & Tables - 1) << TableBits | row << RowBits | Unsafe.Add(ref prediction, at))++;
    }

    private static ArgumentException Wrong(ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, ReadOnlySpan<byte> mask, int from)
    {
        int at = from;
        while (!mask.IsEmpty && mask[at] == 0 || prediction[at] <= Free && truth[at] is <= Free or Ignored)
        {
            at++;
        }
        return prediction[at] > Free
            ? new($"Voxel {at} is predicted as {prediction[at]}; labels from 0 to {Free} were expected.", nameof(prediction))
            : new($"Voxel {at} of the truth has label {truth[at]}; 0 to {Free}, or {Ignored} for what is not known, were expected.", nameof(truth));
    }
}
