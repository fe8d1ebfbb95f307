namespace VoxPilot.Llm.Sampling;

/// <summary>A small generator of 64 random bits at a time: a counter through a mixing function. The same seed gives the same numbers everywhere.</summary>
internal struct SplitMix64(ulong seed)
{
    private const ulong Increment = 0x9E37_79B9_7F4A_7C15;

    private ulong _state = seed;

    public ulong Next()
    {
        var z = _state += Increment;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    /// <summary>A uniform number in [0, 1).</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform integer in [0, count).</summary>
    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    /// <summary>
    /// Nearly normal with mean 0 and variance 1: twelve uniform numbers of 16 bits added up (Irwin-Hall). No logarithm or cosine,
    /// which differ in their last bits between mathematical libraries.
    /// </summary>
    public float Normal()
    {
        var sum = 0L;
        for (var i = 0; i < 3; i++)
        {
            var bits = Next();
            sum += (long)(bits & 0xFFFF) + (long)((bits >> 16) & 0xFFFF) + (long)((bits >> 32) & 0xFFFF) + (long)(bits >> 48);
        }

        return (sum - 12 * 0xFFFF / 2) / 65536f;
    }
}
