namespace VoxPilot.Core.Metrics;

/// <summary>
/// The bootstrap over scenes (spec/sparseoccvla.md §10.5): key frames of a scene resemble each other, so that whole scenes are drawn with
/// replacement, never key frames. The draws follow from seed and number of scenes alone: figures of two models over the same scenes get the
/// same draws, and the interval of their difference is the paired one.
/// </summary>
public sealed class SceneBootstrap
{
    /// <summary>Default of the number of draws.</summary>
    public const int DefaultReplicates = 1000;

    private readonly int[] weights; // replicate-major: how often each scene was drawn
    private readonly int[] once;

    /// <summary>Draws for a number of scenes.</summary>
    /// <param name="scenes">How many scenes there are, 1 or more.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <param name="replicates">How many draws.</param>
    public SceneBootstrap(int scenes, ulong seed = 0, int replicates = DefaultReplicates)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scenes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(replicates);
        (Scenes, Seed, Count) = (scenes, seed, replicates);
        weights = new int[replicates * scenes];
        once = new int[scenes];
        Array.Fill(once, 1);
        ulong state = seed;
        for (int r = 0; r < replicates; r++)
        {
            for (int i = 0; i < scenes; i++)
            {
                weights[r * scenes + (int)(UInt128.CreateTruncating(Next(ref state)) * (ulong)scenes >> 64)]++;
            }
        }
    }

    /// <summary>Scenes drawn from.</summary>
    public int Scenes { get; }

    /// <summary>Seed of the draws.</summary>
    public ulong Seed { get; }

    /// <summary>Number of draws.</summary>
    public int Count { get; }

    /// <summary>How often each scene was drawn.</summary>
    public ReadOnlySpan<int> Weights(int replicate) => weights.AsSpan(replicate * Scenes, Scenes);

    /// <summary>The figure itself, its draws and their 95 % interval.</summary>
    /// <exception cref="ArgumentException">The measure has more scenes than were drawn from.</exception>
    public SceneEstimate Estimate(ISceneMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (measure.Scenes > Scenes)
        {
            throw new ArgumentException($"The measure has {measure.Scenes} scenes and the bootstrap {Scenes}; they must be the same.", nameof(measure));
        }
        double[] drawn = new double[Count];
        for (int r = 0; r < Count; r++)
        {
            drawn[r] = measure.Value(Weights(r));
        }
        return SceneEstimate.Of(measure.Value(once), drawn, measure.Count);
    }

    // splitmix64
    private static ulong Next(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
