namespace VoxPilot.Planning;

/// <summary>What a denoising network gives.</summary>
public enum DiffusionTarget
{
    /// <summary>The clean sample x₀ (the planner's).</summary>
    Sample,

    /// <summary>The noise ε.</summary>
    Noise,

    /// <summary>v = √ᾱ ε − √(1−ᾱ) x₀.</summary>
    Velocity,
}
