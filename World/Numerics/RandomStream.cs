namespace VoxPilot.World.Numerics;

/// <summary>A seeded stream of numbers (SplitMix64): the same seed gives the same numbers on every machine and runtime.</summary>
internal sealed class RandomStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state;

    public RandomStream(ulong seed) => state = Mix(seed + 1); // mixed, or neighbouring seeds would give one stream, shifted

    /// <summary>A stream of its own for a part: what is drawn from it does not move what others draw.</summary>
    /// <param name="seed">Seed of the whole.</param>
    /// <param name="part">Number of the part.</param>
    public RandomStream(ulong seed, ulong part) => state = Mix(Mix(seed + 1) ^ Mix(part * Golden + 0x632BE59BD9B4E019));

    /// <summary>64 random bits.</summary>
    public ulong Next() => Mix(state += Golden);

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>Uniform in [low, high).</summary>
    public float Between(float low, float high) => low + (high - low) * (Next() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [0, count).</summary>
    public int Index(int count) => (int)(Next() % (ulong)count);

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>One of the given things.</summary>
    public T Pick<T>(IReadOnlyList<T> from) => from[Index(from.Count)];

    /// <summary>Normally distributed with mean 0 and deviation 1 (sum of twelve uniforms).</summary>
    public double Normal()
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
        {
            sum += Unit();
        }
        return sum;
    }

    /// <summary>Brings a list into random order (Fisher–Yates).</summary>
    public void Shuffle<T>(IList<T> list)
    {
        for (int i = list.Count - 1; i > 0; i--)
        {
            int j = Index(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }

    /// <summary>A well mixed hash of a number.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
