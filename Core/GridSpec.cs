using VoxPilot.Core.Geometry;

namespace VoxPilot.Core;

/// <summary>Where the voxels of a grid lie in the ego frame.</summary>
/// <param name="Origin">Lowest corner, metres.</param>
/// <param name="Voxel">Edge of a voxel, metres.</param>
/// <param name="SizeX">Voxels along x.</param>
/// <param name="SizeY">Voxels along y.</param>
/// <param name="SizeZ">Voxels along z.</param>
public sealed record GridSpec(Vector3D Origin, double Voxel, int SizeX, int SizeY, int SizeZ)
{
    /// <summary>Occ3D-nuScenes: 200×200×16 voxels of 0.4 m, x, y ∈ [−40, 40], z ∈ [−1, 5.4].</summary>
    public static GridSpec Occ3D { get; } = new(new(-40, -40, -1), 0.4, 200, 200, 16);

    /// <summary>Voxels in all.</summary>
    public int Count => SizeX * SizeY * SizeZ;

    /// <summary>Highest corner, metres.</summary>
    public Vector3D Maximum => Origin + new Vector3D(SizeX, SizeY, SizeZ) * Voxel;

    /// <summary>Position of a voxel in the flat array: x slowest, z fastest (NumPy's C order of (X, Y, Z)).</summary>
    public int Index(int x, int y, int z) => (x * SizeY + y) * SizeZ + z;

    /// <summary>Centre of a voxel, metres.</summary>
    public Vector3D Centre(int x, int y, int z) => Origin + new Vector3D(x + 0.5, y + 0.5, z + 0.5) * Voxel;

    /// <summary>The voxel that holds a point; false if it lies outside. index = floor((p − origin) / voxel).</summary>
    public bool TryLocate(Vector3D p, out int x, out int y, out int z)
    {
        x = (int)Math.Floor((p.X - Origin.X) / Voxel);
        y = (int)Math.Floor((p.Y - Origin.Y) / Voxel);
        z = (int)Math.Floor((p.Z - Origin.Z) / Voxel);
        return (uint)x < (uint)SizeX && (uint)y < (uint)SizeY && (uint)z < (uint)SizeZ;
    }
}
