namespace VoxPilot.Api.Contracts;

/// <summary>What is to be planned. All fields are optional, and so is the body.</summary>
internal sealed record MakePlanRequest
{
    /// <summary>Another command than the scene's: <c>left</c>, <c>right</c> or <c>straight</c>.</summary>
    /// <example>left</example>
    public string? Command { get; init; }

    /// <summary>How often the trajectories are drawn, 1 to 16; the first draw is the plan. Without it once.</summary>
    public int? Samples { get; init; }

    /// <summary>Answer as server-sent events: <c>anchor_scores</c>, <c>denoise_step</c> twice, <c>plan</c>.</summary>
    public bool Stream { get; init; }

    /// <summary>A change of the scene whose effect is asked for.</summary>
    public WhatIfBody? WhatIf { get; init; }

    /// <summary>Plan as if the car had not said how it moves; what its images show of it (`seen_motion`) still counts.</summary>
    public bool IgnoreEgo { get; init; }

    /// <summary>Seed of the draws; without it the scene's.</summary>
    public ulong? Seed { get; init; }
}
