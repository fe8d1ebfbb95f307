using System.Runtime.CompilerServices;

namespace VoxPilot.Core.Metrics.Captions;

/// <summary>
/// 64-bit keys of n-grams of word numbers. Keys of different n-grams differ but for chance: among twenty million different n-grams, two
/// share a key with a probability of one in 100,000, and then the weight of one of them is off.
/// </summary>
internal static class NGramKeys
{
    /// <summary>Longest n-grams: BLEU-4, and CIDEr's n.</summary>
    public const int Orders = 4;

    /// <summary>The key of no word at all: where n-grams begin.</summary>
    public const ulong Empty = 0;

    /// <summary>The key of the n-gram that has one more word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Extend(ulong key, int word)
    {
        ulong x = (key + (uint)word + 1) * 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93;
        x ^= x >> 32;
        return x == Empty ? 1 : x;
    }
}
