using VoxPilot.Core;

namespace VoxPilot.Driving;

/// <summary>What is to be planned.</summary>
public sealed record PlanRequest
{
    /// <summary>At most this many samples.</summary>
    public const int MaximumSamples = 16;

    /// <summary>The route's command; null takes the frame's. With a command the choice is among its six anchors, without among all eighteen.</summary>
    public Command? Command { get; init; }

    /// <summary>How often the trajectories are drawn, 1 … <see cref="MaximumSamples"/>; the first sample is the plan.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>A change of the scene whose effect is asked for; null plans the scene as it is.</summary>
    public WhatIf? WhatIf { get; init; }

    /// <summary>Plan as if the car had not said how it moves; what its images show of it still counts.</summary>
    public bool IgnoreEgo { get; init; }

    /// <summary>Seed of the draws; null takes the scene's.</summary>
    public ulong? Seed { get; init; }
}
