using System.Numerics;
using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>
/// Grey-value closing of one class: 3×3×3 maximum, then 3×3×3 minimum; what lies outside the grid takes no part. Closing commutes
/// with thresholding, so where it exceeds a threshold is found on bits, a column of voxels per word, and the value is worked out
/// there alone.
/// </summary>
internal sealed class VoxelClosing
{
    /// <summary>Voxels that fit into a column.</summary>
    public const int MaximumHeight = 64;

    private readonly GridSpec grid;
    private readonly ulong[] a;
    private readonly ulong[] b;
    private readonly ulong full;
    private readonly List<int> found = [];

    public VoxelClosing(GridSpec grid)
    {
        if (grid.SizeZ > MaximumHeight)
        {
            throw new ArgumentException($"Gaps can be closed in grids of up to {MaximumHeight} voxels along z; this one has {grid.SizeZ}.", nameof(grid));
        }
        this.grid = grid;
        a = new ulong[grid.SizeX * grid.SizeY];
        b = new ulong[grid.SizeX * grid.SizeY];
        full = ulong.MaxValue >> (MaximumHeight - grid.SizeZ);
    }

    /// <summary>The voxels, rising, where the closed value exceeds <paramref name="threshold"/>; valid until the next call.</summary>
    /// <param name="plane">A value ≥ 0 per voxel.</param>
    /// <param name="touched">The voxels whose value is not 0.</param>
    /// <param name="threshold">At least 0.</param>
    public List<int> Above(ReadOnlySpan<float> plane, List<int> touched, float threshold)
    {
        int first = grid.SizeX, last = -1;
        Array.Clear(a);
        foreach (int voxel in touched)
        {
            if (plane[voxel] > threshold)
            {
                int column = voxel / grid.SizeZ;
                a[column] |= 1UL << (voxel % grid.SizeZ);
                first = Math.Min(first, column / grid.SizeY);
                last = Math.Max(last, column / grid.SizeY);
            }
        }
        found.Clear();
        if (last < 0)
        {
            return found;
        }
        // Dilation reaches one column further; beyond that erosion finds nothing to keep.
        int from = Math.Max(first - 1, 0), to = Math.Min(last + 1, grid.SizeX - 1);
        Dilate(from, to);
        Erode(from, to);
        for (int column = from * grid.SizeY; column < (to + 1) * grid.SizeY; column++)
        {
            for (ulong rest = a[column]; rest != 0; rest &= rest - 1)
            {
                found.Add(column * grid.SizeZ + BitOperations.TrailingZeroCount(rest));
            }
        }
        return found;
    }

    /// <summary>The closed value of one voxel: the least over its neighbours of the highest over theirs.</summary>
    public float Value(ReadOnlySpan<float> plane, int voxel)
    {
        (int x, int y, int z) = (voxel / grid.SizeZ / grid.SizeY, voxel / grid.SizeZ % grid.SizeY, voxel % grid.SizeZ);
        Span<float> alongZ = stackalloc float[5 * 5 * 3]; // (x − 2 … x + 2, y − 2 … y + 2, z − 1 … z + 1); 0 outside is never the highest
        Span<float> alongY = stackalloc float[5 * 3 * 3];
        alongZ.Clear();
        for (int i = Math.Max(x - 2, 0); i <= Math.Min(x + 2, grid.SizeX - 1); i++)
        {
            for (int j = Math.Max(y - 2, 0); j <= Math.Min(y + 2, grid.SizeY - 1); j++)
            {
                ReadOnlySpan<float> column = plane.Slice(grid.Index(i, j, 0), grid.SizeZ);
                for (int k = Math.Max(z - 2, 0); k <= Math.Min(z + 2, grid.SizeZ - 1); k++)
                {
                    for (int n = Math.Max(k - z, 0); n <= Math.Min(k - z + 2, 2); n++) // value k is a neighbour of heights k − 1 … k + 1
                    {
                        ref float highest = ref alongZ[((i - x + 2) * 5 + j - y + 2) * 3 + n];
                        highest = Math.Max(highest, column[k]);
                    }
                }
            }
        }
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                for (int n = 0; n < 3; n++)
                {
                    int at = (i * 5 + j) * 3 + n;
                    alongY[(i * 3 + j) * 3 + n] = Math.Max(alongZ[at], Math.Max(alongZ[at + 3], alongZ[at + 6]));
                }
            }
        }
        float least = float.PositiveInfinity;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                for (int n = 0; n < 3; n++)
                {
                    if ((uint)(x + i - 1) < (uint)grid.SizeX && (uint)(y + j - 1) < (uint)grid.SizeY && (uint)(z + n - 1) < (uint)grid.SizeZ)
                    {
                        int at = (i * 3 + j) * 3 + n;
                        least = Math.Min(least, Math.Max(alongY[at], Math.Max(alongY[at + 9], alongY[at + 18])));
                    }
                }
            }
        }
        return least;
    }

    private void Dilate(int from, int to)
    {
        int n = grid.SizeY;
        for (int i = from * n; i < (to + 1) * n; i++)
        {
            a[i] = (a[i] | (a[i] << 1) | (a[i] >> 1)) & full;
        }
        for (int x = from; x <= to; x++)
        {
            for (int y = 0; y < n; y++)
            {
                b[x * n + y] = a[x * n + y] | (y > 0 ? a[x * n + y - 1] : 0) | (y < n - 1 ? a[x * n + y + 1] : 0);
            }
        }
        for (int x = from; x <= to; x++)
        {
            for (int y = 0; y < n; y++)
            {
                a[x * n + y] = b[x * n + y] | (x > from ? b[(x - 1) * n + y] : 0) | (x < to ? b[(x + 1) * n + y] : 0);
            }
        }
    }

    private void Erode(int from, int to)
    {
        int n = grid.SizeY;
        ulong top = 1UL << (grid.SizeZ - 1);
        for (int i = from * n; i < (to + 1) * n; i++)
        {
            a[i] &= ((a[i] << 1) | 1) & ((a[i] >> 1) | top);
        }
        for (int x = from; x <= to; x++)
        {
            for (int y = 0; y < n; y++)
            {
                b[x * n + y] = a[x * n + y] & (y > 0 ? a[x * n + y - 1] : full) & (y < n - 1 ? a[x * n + y + 1] : full);
            }
        }
        // A row next to the range, inside of the grid, is empty; outside of the grid it takes no part.
        ulong before = from == 0 ? full : 0, after = to == grid.SizeX - 1 ? full : 0;
        for (int x = from; x <= to; x++)
        {
            for (int y = 0; y < n; y++)
            {
                a[x * n + y] = b[x * n + y] & (x > from ? b[(x - 1) * n + y] : before) & (x < to ? b[(x + 1) * n + y] : after);
            }
        }
    }
}
