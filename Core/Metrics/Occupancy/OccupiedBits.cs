using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoxPilot.Core.Metrics;

/// <summary>A bit for each voxel, in the order of the voxels: 1 where it is occupied.</summary>
internal static class OccupiedBits
{
    /// <summary>Words that a number of voxels needs.</summary>
    public static int Words(int voxels) => (voxels + 63) / 64;

    /// <summary>Sets the bits of a grid.</summary>
    /// <param name="labels">Labels; 17 is free.</param>
    /// <param name="mask">Voxels with 0 count as free; empty: all count.</param>
    /// <param name="ignoredIsOccupied">Whether 255 counts as occupied.</param>
    /// <param name="words">Receives the bits, lowest first.</param>
    public static void Pack(ReadOnlySpan<byte> labels, ReadOnlySpan<byte> mask, bool ignoredIsOccupied, Span<ulong> words)
    {
        const byte Free = (byte)OccupancyClass.Free;
        byte ignored = ignoredIsOccupied ? Free : JointHistogram.Ignored;
        ref byte label = ref MemoryMarshal.GetReference(labels), counts = ref MemoryMarshal.GetReference(mask);
        int at = 0;
        for (; at <= labels.Length - 64; at += 64)
        {
            Vector512<byte> value = Vector512.LoadUnsafe(ref label, (nuint)at);
            Vector512<byte> empty = Vector512.Equals(value, Vector512.Create(Free)) | Vector512.Equals(value, Vector512.Create(ignored));
            ulong counted = mask.IsEmpty ? ulong.MaxValue : ~Vector512.Equals(Vector512.LoadUnsafe(ref counts, (nuint)at), Vector512<byte>.Zero).ExtractMostSignificantBits();
            words[at / 64] = counted & ~empty.ExtractMostSignificantBits();
        }
        if (at < labels.Length)
        {
            ulong word = 0;
            for (int bit = 0; at + bit < labels.Length; bit++)
            {
                byte value = labels[at + bit];
                word |= value != Free && value != ignored && (mask.IsEmpty || mask[at + bit] != 0) ? 1ul << bit : 0;
            }
            words[at / 64] = word;
        }
    }

    /// <summary>The bits of some voxels that follow each other, at most 64: those of a column in a grid whose z runs fastest.</summary>
    public static ulong Slice(ReadOnlySpan<ulong> words, int from, int count)
    {
        (int word, int shift) = (from / 64, from % 64);
        ulong bits = words[word] >> shift;
        if (shift + count > 64)
        {
            bits |= words[word + 1] << 64 - shift;
        }
        return count == 64 ? bits : bits & (1ul << count) - 1;
    }
}
