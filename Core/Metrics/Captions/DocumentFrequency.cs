namespace VoxPilot.Core.Metrics.Captions;

/// <summary>
/// In how many pairs the references have an n-gram. Keys are first dealt out to shards by their top bits, one list for each thread; then each
/// shard is counted by itself, in a table small enough for a processor's cache. Most n-grams of a text occur once: those are not kept, since
/// once and never weigh the same in CIDEr.
/// </summary>
internal sealed class DocumentFrequency(int threads)
{
    private const int ShardBits = 8;
    private const int Shards = 1 << ShardBits;
    private const int Batch = 64;

    private readonly List<ShardedKeys> collected = [];
    private readonly Slot[][] tables = new Slot[Shards][];

    /// <summary>A list for a thread's keys.</summary>
    public ShardedKeys NewList()
    {
        ShardedKeys list = new();
        lock (collected)
        {
            collected.Add(list);
        }
        return list;
    }

    /// <summary>Counts what was collected.</summary>
    public void Count()
    {
        Parallel.For(0, Shards, new() { MaxDegreeOfParallelism = threads }, () => Array.Empty<Slot>(), Count, _ => { });
        collected.Clear();
    }

    /// <summary>In how many pairs; 1 for what is in none.</summary>
    /// <remarks>All home slots are read first, each independent of the others, so that the processor waits for memory once and not for each.</remarks>
    public void Of(ReadOnlySpan<ulong> keys, Span<int> counts)
    {
        Span<Slot> homes = stackalloc Slot[Batch];
        while (keys.Length > 0)
        {
            homes = homes[..Math.Min(homes.Length, keys.Length)];
            for (int i = 0; i < homes.Length; i++)
            {
                Slot[] table = tables[ShardOf(keys[i])];
                homes[i] = table[(int)keys[i] & (table.Length - 1)];
            }
            for (int i = 0; i < homes.Length; i++)
            {
                Slot slot = homes[i].Key == keys[i] || homes[i].Key == NGramKeys.Empty ? homes[i] : Find(tables[ShardOf(keys[i])], keys[i]);
                counts[i] = Math.Max(1, slot.Count);
            }
            keys = keys[homes.Length..];
            counts = counts[homes.Length..];
        }
    }

    private static int ShardOf(ulong key) => (int)(key >> (64 - ShardBits));

    private Slot[] Count(int shard, ParallelLoopState state, Slot[] scratch)
    {
        int keys = collected.Sum(list => list.Shard(shard).Length), repeated = 0;
        int size = SizeFor(keys);
        if (scratch.Length < size)
        {
            scratch = new Slot[size];
        }
        Span<Slot> table = scratch.AsSpan(0, size);
        table.Clear();
        foreach (ShardedKeys list in collected)
        {
            foreach (ulong key in list.Shard(shard))
            {
                ref Slot slot = ref Find(table, key);
                slot.Key = key;
                repeated += ++slot.Count == 2 ? 1 : 0;
            }
        }
        Slot[] kept = new Slot[SizeFor(repeated)];
        foreach (Slot slot in table)
        {
            if (slot.Count > 1)
            {
                Find(kept, slot.Key) = slot;
            }
        }
        tables[shard] = kept;
        return scratch;
    }

    // At most half full, and never without an empty slot.
    private static int SizeFor(int entries) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, 2 * entries));

    private static ref Slot Find(Span<Slot> table, ulong key)
    {
        int mask = table.Length - 1, at = (int)key & mask;
        while (table[at].Key != key && table[at].Key != NGramKeys.Empty)
        {
            at = (at + 1) & mask;
        }
        return ref table[at];
    }

    private struct Slot
    {
        public ulong Key;
        public int Count;
    }

    /// <summary>Keys by shard.</summary>
    internal sealed class ShardedKeys
    {
        private readonly ulong[][] keys = new ulong[Shards][];
        private readonly int[] counts = new int[Shards];

        public ShardedKeys() => Array.Fill(keys, []);

        public ReadOnlySpan<ulong> Shard(int shard) => keys[shard].AsSpan(0, counts[shard]);

        public void Add(ulong key)
        {
            int shard = ShardOf(key);
            ref int count = ref counts[shard];
            if (count == keys[shard].Length)
            {
                Array.Resize(ref keys[shard], Math.Max(64, 2 * count));
            }
            keys[shard][count++] = key;
        }
    }
}
