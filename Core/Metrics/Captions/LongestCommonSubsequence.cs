using System.Numerics;

namespace VoxPilot.Core.Metrics.Captions;

/// <summary>Lengths of longest common subsequences of one sentence with others, 64 words at a time (Hyyrö 2004: V ← (V + (V ∧ M)) ∨ (V ∧ ¬M)).</summary>
internal sealed class LongestCommonSubsequence
{
    private readonly List<int> seen = [];
    private int[] rows = []; // of a word: row of its mask, 0 where the sentence does not have it
    private ulong[] masks = [], zeros = []; // (words of the sentence + 1, blocks); a cleared bit of zeros is a step of the subsequence
    private int length, blocks;

    /// <summary>The sentence, as word numbers.</summary>
    public void Set(ReadOnlySpan<int> sentence)
    {
        foreach (int word in seen)
        {
            rows[word] = 0;
        }
        seen.Clear();
        length = sentence.Length;
        blocks = (length + 63) / 64;
        Reserve(sentence);
        for (int i = 0; i < sentence.Length; i++)
        {
            int word = sentence[i];
            if (rows[word] == 0)
            {
                seen.Add(word);
                rows[word] = seen.Count;
                masks.AsSpan(seen.Count * blocks, blocks).Clear();
            }
            masks[rows[word] * blocks + i / 64] |= 1UL << (i % 64);
        }
    }

    /// <summary>Length of the longest common subsequence of the sentence and this one.</summary>
    public int Length(ReadOnlySpan<int> other)
    {
        Span<ulong> v = zeros.AsSpan(0, blocks);
        v.Fill(ulong.MaxValue);
        foreach (int word in other)
        {
            int row = (uint)word < (uint)rows.Length ? rows[word] : 0;
            if (row == 0)
            {
                continue;
            }
            ReadOnlySpan<ulong> m = masks.AsSpan(row * blocks, blocks);
            ulong carry = 0;
            for (int k = 0; k < v.Length; k++)
            {
                ulong both = v[k] & m[k], sum = v[k] + both, carried = sum + carry;
                carry = sum < both || carried < sum ? 1UL : 0;
                v[k] = carried | (v[k] & ~m[k]);
            }
        }
        int steps = 0;
        for (int k = 0; k < v.Length; k++)
        {
            int used = Math.Min(64, length - 64 * k);
            steps += BitOperations.PopCount(~v[k] & (ulong.MaxValue >> (64 - used)));
        }
        return steps;
    }

    private void Reserve(ReadOnlySpan<int> sentence)
    {
        int highest = 0;
        foreach (int word in sentence)
        {
            highest = Math.Max(highest, word);
        }
        if (rows.Length <= highest)
        {
            Array.Resize(ref rows, Math.Max(2 * rows.Length, highest + 1));
        }
        if (masks.Length < (length + 1) * blocks)
        {
            masks = new ulong[(length + 1) * blocks];
            zeros = new ulong[blocks];
        }
    }
}
