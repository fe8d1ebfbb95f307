namespace VoxPilot.Planning;

/// <summary>How a plan is drawn.</summary>
public sealed record PlanOptions
{
    /// <summary>The sampler; null takes the configuration's.</summary>
    public PlanSampler? Sampler { get; init; }

    /// <summary>Seed of the noise. The same seed gives the same noise on every machine.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many times to draw.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>False: no noise is added to the anchors; every sample is then the same.</summary>
    public bool Noise { get; init; } = true;
}
