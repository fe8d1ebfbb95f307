using VoxPilot.Core.Geometry;

namespace VoxPilot.Perception;

/// <summary>
/// One number for each voxel of a batch, in the order of (sample, x, y, z), with a border around each sample, so that the voxel at an
/// offset of the kernel has a number at the same distance everywhere and none outside of the range.
/// </summary>
internal sealed class VoxelKeys
{
    private const double Tolerance = 1e-6;

    private readonly long padY;
    private readonly long padZ;

    /// <param name="range">Where voxels begin and end.</param>
    /// <param name="voxel">Edge of a voxel, metres.</param>
    /// <param name="kernel">Voxels along an edge of the convolution's kernel; odd.</param>
    public VoxelKeys(MetricBox range, double voxel, int kernel)
    {
        (Low, Voxel, Radius) = (range.Low, voxel, kernel / 2);
        Sizes = [.. range.Extent.Select(extent => (int)Math.Ceiling(extent / voxel - Tolerance))];
        (padY, padZ) = (Sizes[1] + 2L * Radius, Sizes[2] + 2L * Radius);
        PerSample = (Sizes[0] + 2L * Radius) * padY * padZ;
        Distances = new long[kernel * kernel * kernel];
        for (int o = 0; o < Distances.Length; o++)
        {
            int x = o / kernel / kernel - Radius, y = o / kernel % kernel - Radius, z = o % kernel - Radius;
            Distances[o] = (x * padY + y) * padZ + z;
        }
    }

    /// <summary>Lowest corner, metres.</summary>
    public Vector3D Low { get; }

    /// <summary>Edge, metres.</summary>
    public double Voxel { get; }

    /// <summary>Voxels along x, y and z.</summary>
    public int[] Sizes { get; }

    /// <summary>Reach of the kernel, voxels.</summary>
    public int Radius { get; }

    /// <summary>Numbers of a sample.</summary>
    public long PerSample { get; }

    /// <summary>For each place of the kernel (kx, ky, kz), z fastest: what the key of the voxel there has more.</summary>
    public long[] Distances { get; }

    /// <summary>Factors of x, y and z in a key.</summary>
    public long[] Factors => [padY * padZ, padZ, 1];

    /// <summary>The key of the voxel that holds a point; of the nearest one, if it lies outside.</summary>
    public long Of(int sample, float x, float y, float z) =>
        sample * PerSample + (Index(x - Low.X, 0) * padY + Index(y - Low.Y, 1)) * padZ + Index(z - Low.Z, 2);

    private long Index(double metres, int axis)
    {
        double index = Math.Floor(metres / Voxel);
        return Radius + (index > 0 ? (long)Math.Min(index, Sizes[axis] - 1) : 0); // 0 also for NaN
    }
}
