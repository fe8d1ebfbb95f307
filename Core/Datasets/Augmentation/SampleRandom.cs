namespace VoxPilot.Core.Datasets.Augmentation;

/// <summary>
/// A seeded stream of numbers (SplitMix64), one for each (seed, epoch, sample, repeat): what a sample gets does not depend on what was
/// drawn before it, so that a resumed run draws the same.
/// </summary>
internal sealed class SampleRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state;

    public SampleRandom(ulong seed, int epoch, int sample = -1, int repeat = 0)
    {
        state = Mix(seed + Golden);
        foreach (int part in (ReadOnlySpan<int>)[epoch, sample, repeat])
        {
            state = Mix(state ^ Mix((uint)part + Golden));
        }
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high); low where both are the same.</summary>
    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>Brings a list into random order (Fisher–Yates).</summary>
    public void Shuffle<T>(Span<T> list)
    {
        for (int i = list.Length - 1; i > 0; i--)
        {
            int j = (int)(Unit() * (i + 1));
            (list[i], list[j]) = (list[j], list[i]);
        }
    }

    private ulong Next() => Mix(state += Golden);

    private static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
