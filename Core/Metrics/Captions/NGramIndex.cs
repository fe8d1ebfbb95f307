using System.Numerics;
using System.Runtime.CompilerServices;

namespace VoxPilot.Core.Metrics.Captions;

/// <summary>The different n-grams of one pair, numbered from 0: an open hash table of a size that a processor's first cache holds.</summary>
internal sealed class NGramIndex
{
    private int[] slots = []; // number + 1, 0 where free; at most half full
    private ulong[] keys = [];
    private byte[] orders = [];
    private int mask;

    /// <summary>How many different n-grams there are.</summary>
    public int Count { get; private set; }

    /// <summary>Key of each n-gram.</summary>
    public ReadOnlySpan<ulong> Keys => keys.AsSpan(0, Count);

    /// <summary>Words of each n-gram, less one.</summary>
    public ReadOnlySpan<byte> Orders => orders.AsSpan(0, Count);

    /// <summary>How many n-grams, equal ones counted again, a sentence of so many words has at most.</summary>
    public static int Most(int words) => NGramKeys.Orders * words;

    /// <summary>Forgets all n-grams and makes room for those of sentences that have so many words together.</summary>
    public void Clear(int words)
    {
        int most = Most(words), size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, 2 * most));
        if (slots.Length < size)
        {
            (slots, keys, orders) = (new int[size], new ulong[size / 2], new byte[size / 2]);
        }
        mask = size - 1;
        Array.Clear(slots, 0, size);
        Count = 0;
    }

    /// <summary>
    /// Numbers of all n-grams of a sentence by order: of its words, then of its pairs of words …, each in their order in the sentence. New ones
    /// are entered.
    /// </summary>
    /// <returns>How many numbers were written: as many as words, one fewer for each further order.</returns>
    public int Enter(ReadOnlySpan<int> words, Span<int> numbers)
    {
        int written = 0;
        for (int n = 0; n < Math.Min(NGramKeys.Orders, words.Length); n++)
        {
            int shorter = written - (words.Length - n + 1); // numbers of the n-grams without their last words
            for (int i = n; i < words.Length; i++)
            {
                ulong key = NGramKeys.Extend(n == 0 ? NGramKeys.Empty : keys[numbers[shorter++]], words[i]);
                ref int slot = ref SlotOf(key);
                if (slot == 0)
                {
                    (keys[Count], orders[Count]) = (key, (byte)n);
                    slot = ++Count;
                }
                numbers[written++] = slot - 1;
            }
        }
        return written;
    }

    /// <summary>Numbers of those n-grams of a sentence that are there already.</summary>
    /// <returns>How many numbers were written.</returns>
    public int Find(ReadOnlySpan<int> words, Span<int> numbers)
    {
        int written = 0;
        for (int i = 0; i < words.Length; i++)
        {
            ulong key = NGramKeys.Empty;
            ReadOnlySpan<int> here = words.Slice(i, Math.Min(NGramKeys.Orders, words.Length - i));
            foreach (int word in here)
            {
                key = NGramKeys.Extend(key, word);
                int slot = SlotOf(key);
                if (slot == 0)
                {
                    break; // a longer one from here cannot be there either
                }
                numbers[written++] = slot - 1;
            }
        }
        return written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref int SlotOf(ulong key)
    {
        int at = (int)key & mask;
        while (slots[at] != 0 && keys[slots[at] - 1] != key)
        {
            at = (at + 1) & mask;
        }
        return ref slots[at];
    }
}
