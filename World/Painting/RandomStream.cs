namespace VoxPilot.World.Painting;

/// <summary>A seeded stream of numbers (SplitMix64): the same seed gives the same street on every machine and runtime.</summary>
internal sealed class RandomStream(int seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong state = Mix((uint)seed + 1UL); // mixed, or neighbouring seeds would give one stream, shifted

    /// <summary>Uniform in [low, high).</summary>
    public float Between(float low, float high) => low + (high - low) * (Next() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [0, count).</summary>
    public int Index(int count) => (int)(Next() % (ulong)count);

    public T Pick<T>(IReadOnlyList<T> from) => from[Index(from.Count)];

    private ulong Next() => Mix(state += Step);

    private static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
