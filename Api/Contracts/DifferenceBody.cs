namespace VoxPilot.Api.Contracts;

/// <summary>What a change of the scene did to its plan.</summary>
internal sealed record DifferenceBody
{
    /// <summary>How far the two trajectories lie apart at each step, metres.</summary>
    public required IReadOnlyList<double> Distances { get; init; }

    /// <summary>The greatest of these, metres.</summary>
    public required double Maximum { get; init; }

    /// <summary>Change of each anchor's score.</summary>
    public required IReadOnlyList<float> Scores { get; init; }

    /// <summary>Anchor of the unchanged scene; -1 for the controlled stop.</summary>
    public required int BaselineChosen { get; init; }

    /// <summary>Anchor of the changed scene; -1 for the controlled stop.</summary>
    public required int Chosen { get; init; }

    /// <summary>Occupancy queries that the change took out.</summary>
    public required int RemovedQueries { get; init; }
}
