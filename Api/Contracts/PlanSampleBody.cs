namespace VoxPilot.Api.Contracts;

/// <summary>One draw of the plan.</summary>
internal sealed record PlanSampleBody
{
    /// <summary>Seed of the draw.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Position of its anchor; -1 for the controlled stop.</summary>
    public required int Chosen { get; init; }

    /// <summary>Where the car would go.</summary>
    public required TrajectoryBody Trajectory { get; init; }

    /// <summary>True where no anchor was safe.</summary>
    public required bool Abstained { get; init; }
}
