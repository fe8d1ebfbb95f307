namespace VoxPilot.Api.Contracts;

/// <summary>Where the voxels of a grid lie in the ego frame.</summary>
internal sealed record GridBody
{
    /// <summary>Lowest corner x, y, z, metres.</summary>
    public required double[] Origin { get; init; }

    /// <summary>Edge of a voxel, metres.</summary>
    public required double Voxel { get; init; }

    /// <summary>Voxels along x, y, z.</summary>
    public required int[] Shape { get; init; }
}
