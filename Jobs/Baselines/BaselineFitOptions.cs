namespace VoxPilot.Jobs.Baselines;

/// <summary>How the baselines of a training split are fitted.</summary>
public sealed record BaselineFitOptions
{
    /// <summary>The planner without cameras.</summary>
    public EgoMlpOptions EgoMlp { get; init; } = new();

    /// <summary>The prior per voxel.</summary>
    public VoxelPriorOptions VoxelPrior { get; init; } = new();
}
