namespace VoxPilot.Jobs.Baselines;

/// <summary>How the prior per voxel is fitted.</summary>
public sealed record VoxelPriorOptions
{
    /// <summary>How counts become labels.</summary>
    public VoxelPriorRule Rule { get; init; } = VoxelPriorRule.MeanIoU;

    /// <summary>At most so many key frames are read, evenly spread over the data set.</summary>
    public int MaximumKeyframes { get; init; } = 6000;

    /// <summary>True: only voxels that a camera sees are counted, as Occ3D's measure for the present does.</summary>
    public bool CameraMask { get; init; }
}
