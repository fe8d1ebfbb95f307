namespace VoxPilot.Api.Contracts;

/// <summary>A plan of three seconds with what speaks for it.</summary>
internal sealed record PlanBody : ModelAnswer
{
    /// <summary>Where the car is to be; never null. Where nothing is safe it is the controlled stop.</summary>
    public required TrajectoryBody Trajectory { get; init; }

    /// <summary>The 18 anchors, six for each command: right, left, straight.</summary>
    public required IReadOnlyList<AnchorBody> Anchors { get; init; }

    /// <summary>Position of the chosen anchor; -1 for the controlled stop.</summary>
    public required int Chosen { get; init; }

    /// <summary>The draws; the first is the plan itself.</summary>
    public required IReadOnlyList<PlanSampleBody> Samples { get; init; }

    /// <summary>What the safety envelope says of the trajectory.</summary>
    public required SafetyBody Safety { get; init; }

    /// <summary>True where no anchor was safe.</summary>
    public required bool Abstained { get; init; }

    /// <summary>Why this trajectory, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Where the planner got the reasoning token from: <c>language_model</c>, or <c>constant</c> while no language model is aligned.</summary>
    /// <example>language_model</example>
    public required string Reasoning { get; init; }

    /// <summary>With <c>what_if</c>: the plan of the unchanged scene.</summary>
    public PlanBody? Baseline { get; init; }

    /// <summary>With <c>what_if</c>: what the change did.</summary>
    public DifferenceBody? Difference { get; init; }
}
