using VoxPilot.Core;
using VoxPilot.Planning;

namespace VoxPilot.Driving;

/// <summary>A plan of three seconds with what speaks for it.</summary>
public sealed record Plan
{
    /// <summary>The trajectory; the controlled stop where nothing is safe.</summary>
    public required Trajectory Trajectory { get; init; }

    /// <summary>The anchors in the pack's order: right, left, straight, as many each.</summary>
    public required IReadOnlyList<PlanAnchor> Anchors { get; init; }

    /// <summary>Position of the chosen anchor; -1 for the controlled stop.</summary>
    public required int Chosen { get; init; }

    /// <summary>The draws; the first is the plan itself.</summary>
    public required IReadOnlyList<PlanSample> Samples { get; init; }

    /// <summary>What the safety envelope says of <see cref="Trajectory"/>.</summary>
    public required SafetyReport Safety { get; init; }

    /// <summary>True where no anchor was safe.</summary>
    public required bool Abstained { get; init; }

    /// <summary>Why this trajectory, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The plan of the unchanged scene, where the request asked what if.</summary>
    public Plan? Baseline { get; init; }

    /// <summary>What the change did, where the request asked what if.</summary>
    public PlanDifference? Difference { get; init; }

    /// <summary>Seed of the draws.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The pack that planned.</summary>
    public required PackInfo Pack { get; init; }

    /// <summary>Time by stage.</summary>
    public required StageTimings Timings { get; init; }
}
