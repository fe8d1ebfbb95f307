namespace VoxPilot.Driving;

/// <summary>What a change of the scene did to its plan (changed minus baseline).</summary>
public sealed record PlanDifference
{
    /// <summary>How far the trajectories lie apart at each of the six steps, metres.</summary>
    public required IReadOnlyList<double> Distances { get; init; }

    /// <summary>The greatest of these, metres.</summary>
    public required double Maximum { get; init; }

    /// <summary>Change of each anchor's score.</summary>
    public required IReadOnlyList<float> Scores { get; init; }

    /// <summary>Anchor of the baseline; -1 for the controlled stop.</summary>
    public required int BaselineChosen { get; init; }

    /// <summary>Anchor of the changed scene; -1 for the controlled stop.</summary>
    public required int Chosen { get; init; }

    /// <summary>Occupancy queries that were dropped.</summary>
    public required int RemovedQueries { get; init; }
}
