using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>A plan with all that led to it.</summary>
public sealed record PlanResult
{
    /// <summary>What to drive; never null: a controlled stop where nothing was safe.</summary>
    public required Trajectory Trajectory { get; init; }

    /// <summary>The 18 anchors.</summary>
    public required IReadOnlyList<AnchorResult> Anchors { get; init; }

    /// <summary>Index of the anchor that was taken; −1 where the planner abstained.</summary>
    public required int Chosen { get; init; }

    /// <summary>The chosen anchor's trajectory in each sample (of the best-scored anchor where the planner abstained).</summary>
    public required IReadOnlyList<Trajectory> Samples { get; init; }

    /// <summary>The checks of <see cref="Trajectory"/>.</summary>
    public required SafetyReport Safety { get; init; }

    /// <summary>True if nothing was safe.</summary>
    public required bool Abstained { get; init; }

    /// <summary>Why this trajectory.</summary>
    public required string Reason { get; init; }
}
