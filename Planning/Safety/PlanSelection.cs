using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>Which trajectory was taken, and why.</summary>
public sealed record PlanSelection
{
    /// <summary>What to drive, with the headings that were checked; the controlled stop where nothing was safe.</summary>
    public required Trajectory Trajectory { get; init; }

    /// <summary>Anchor of the trajectory; −1 where nothing was safe.</summary>
    public required int Chosen { get; init; }

    /// <summary>What the safety envelope says about <see cref="Trajectory"/>.</summary>
    public required SafetyReport Safety { get; init; }

    /// <summary>True if nothing was safe.</summary>
    public required bool Abstained { get; init; }

    /// <summary>One or two sentences for a reader.</summary>
    public required string Reason { get; init; }
}
