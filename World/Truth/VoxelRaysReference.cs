using System.Numerics;

using VoxPilot.Core;

namespace VoxPilot.World.Truth;

/// <summary>The plain twin of <see cref="VoxelRays"/>: tiny steps along the ray.</summary>
internal static class VoxelRaysReference
{
    private const float Step = 1f / 512; // voxels

    /// <summary>The voxels that a ray passes, in order, up to and with the first solid one.</summary>
    /// <param name="spec">The grid.</param>
    /// <param name="solid">Whether a voxel is solid.</param>
    /// <param name="origin">Where the ray begins, in voxels from the grid's lowest corner.</param>
    /// <param name="direction">Where it goes, unit length.</param>
    public static List<(int X, int Y, int Z)> Follow(GridSpec spec, Func<int, int, int, bool> solid, Vector3 origin, Vector3 direction)
    {
        List<(int X, int Y, int Z)> passed = [];
        for (int i = 0; ; i++)
        {
            Vector3 p = origin + direction * (i * Step);
            (int X, int Y, int Z) voxel = ((int)MathF.Floor(p.X), (int)MathF.Floor(p.Y), (int)MathF.Floor(p.Z));
            if (voxel.X < 0 || voxel.Y < 0 || voxel.Z < 0 || voxel.X >= spec.SizeX || voxel.Y >= spec.SizeY || voxel.Z >= spec.SizeZ)
            {
                return passed;
            }
            if (passed.Count == 0 || passed[^1] != voxel)
            {
                passed.Add(voxel);
                if (solid(voxel.X, voxel.Y, voxel.Z))
                {
                    return passed;
                }
            }
        }
    }
}
