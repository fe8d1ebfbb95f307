using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>Centres of a grid's voxels along each axis, float32, metres; centre i = first + i · edge, in that order of rounding.</summary>
internal sealed class VoxelCentres(GridSpec grid)
{
    /// <summary>Edge of a voxel, metres.</summary>
    public float Edge { get; } = (float)grid.Voxel;

    /// <summary>Along x.</summary>
    public float[] X { get; } = Axis(grid.Origin.X, grid.Voxel, grid.SizeX);

    /// <summary>Along y.</summary>
    public float[] Y { get; } = Axis(grid.Origin.Y, grid.Voxel, grid.SizeY);

    /// <summary>Along z.</summary>
    public float[] Z { get; } = Axis(grid.Origin.Z, grid.Voxel, grid.SizeZ);

    private static float[] Axis(double origin, double voxel, int count)
    {
        float first = (float)(origin + voxel / 2), edge = (float)voxel;
        return [.. Enumerable.Range(0, count).Select(i => first + i * edge)];
    }
}
