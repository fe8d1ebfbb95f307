namespace VoxPilot.Planning;

/// <summary>How the noise added per training step grows.</summary>
public enum BetaSchedule
{
    /// <summary>β rises linearly.</summary>
    Linear,

    /// <summary>√β rises linearly (the planner's).</summary>
    ScaledLinear,

    /// <summary>ᾱ follows a squared cosine; β is at most 0.999.</summary>
    SquaredCosine,
}
