namespace VoxPilot.Jobs.Baselines;

/// <summary>What was fitted on a training split, and what needs no fitting.</summary>
public sealed record FittedBaselines
{
    /// <summary>Name of the training split.</summary>
    public required string Training { get; init; }

    /// <summary>Key frames of the training split.</summary>
    public required int Keyframes { get; init; }

    /// <summary>Examples that the planners learnt from.</summary>
    public required int Examples { get; init; }

    /// <summary>Fingerprint of the training split and the options.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>True if it was kept from an earlier fit.</summary>
    public required bool Reused { get; init; }

    /// <summary>Mean trajectory per command.</summary>
    public required CommandMeanBaseline CommandMean { get; init; }

    /// <summary>The planner without cameras.</summary>
    public required EgoMlp EgoMlp { get; init; }

    /// <summary>The prior per voxel; null where the training split has no occupancy.</summary>
    public required VoxelPrior? VoxelPrior { get; init; }

    /// <summary>All planners, the simplest first.</summary>
    public IReadOnlyList<IPlanBaseline> Planners => [new ConstantVelocityBaseline(), CommandMean, EgoMlp];
}
