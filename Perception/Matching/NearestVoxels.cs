using System.Runtime.Intrinsics;
using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>
/// For any point, inside the grid or out of it, the nearest centre of an occupied voxel, exactly and without a distance matrix. A
/// distance transform along z says, for each column of voxels and each height, which occupied voxel is the next below and above;
/// a point then looks through rows of columns outward until no column can be nearer. Of equally near voxels the first in the
/// grid's order wins. Buffers are allocated once and owned by the object, which serves one caller at a time.
/// </summary>
public sealed unsafe class NearestVoxels
{
    private const byte None = byte.MaxValue;
    private const int Lanes = 8;
    private const int Chunk = 512;

    private readonly GridSpec grid;
    private readonly VoxelCentres centres;
    private readonly float[] y;        // centres along y, padded
    private readonly int stride;       // bytes of a row of columns, padded
    private readonly byte[] below;     // (Z + 1, X, stride): at height h the highest occupied z < h
    private readonly byte[] above;     // (Z + 1, X, stride): the lowest occupied z >= h
    private readonly int[] ordinals;   // voxel → its place among the occupied ones
    private int[] voxels = [];

    /// <summary>A search in grids of the given shape.</summary>
    /// <exception cref="ArgumentException">The grid is higher than 254 voxels.</exception>
    public NearestVoxels(GridSpec grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        if (grid.SizeZ >= None)
        {
            throw new ArgumentException($"A grid of at most {None - 1} voxels in height is expected; this one has {grid.SizeZ}.", nameof(grid));
        }
        this.grid = grid;
        centres = new(grid);
        stride = grid.SizeY + Lanes;
        y = new float[stride];
        centres.Y.CopyTo(y, 0);
        below = new byte[(grid.SizeZ + 1) * grid.SizeX * stride];
        above = new byte[below.Length];
        Array.Fill(below, None);
        Array.Fill(above, None);
        ordinals = new int[grid.Count];
    }

    /// <summary>Occupied voxels of the grid that was loaded.</summary>
    public int Count { get; private set; }

    /// <summary>Their positions in the grid, ascending.</summary>
    public ReadOnlySpan<int> Voxels => voxels.AsSpan(0, Count);

    /// <summary>Takes a grid; what is not <see cref="OccupancyClass.Free"/> is occupied.</summary>
    /// <exception cref="ArgumentException">The grid has another shape.</exception>
    public void Load(OccupancyGrid truth)
    {
        ArgumentNullException.ThrowIfNull(truth);
        if (truth.Spec != grid)
        {
            throw new ArgumentException($"A grid of the shape {grid} is expected; this one has {truth.Spec}.", nameof(truth));
        }
        List(truth.Labels);
        Parallel.For(0, grid.SizeX, x => Transform(truth.Labels.Slice(x * grid.SizeY * grid.SizeZ, grid.SizeY * grid.SizeZ), x));
    }

    /// <summary>The nearest occupied voxel of each point.</summary>
    /// <param name="points">(N, 3), metres.</param>
    /// <param name="nearest">N places in <see cref="Voxels"/>; 0 for points that are not finite.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or no voxel is occupied.</exception>
    public void Find(ReadOnlySpan<float> points, Span<long> nearest)
    {
        if (points.Length != 3 * nearest.Length || Count == 0)
        {
            throw new ArgumentException(
                $"(N, 3) points, N places and an occupied voxel are expected; {points.Length} numbers, {nearest.Length} places and {Count} occupied voxels were given.",
                nameof(points));
        }
        int count = nearest.Length;
        fixed (float* first = points)
        fixed (long* target = nearest)
        {
            float* p = first;
            long* n = target;
            Parallel.For(0, (count + Chunk - 1) / Chunk, chunk =>
            {
                int guess = voxels[0]; // points that follow each other lie close together
                for (int i = chunk * Chunk; i < Math.Min(count, (chunk + 1) * Chunk); i++)
                {
                    guess = Nearest(p[3 * i], p[3 * i + 1], p[3 * i + 2], guess);
                    n[i] = ordinals[guess];
                }
            });
        }
    }

    private void List(ReadOnlySpan<byte> labels)
    {
        Count = labels.Length - labels.Count((byte)OccupancyClass.Free);
        if (voxels.Length < Count)
        {
            voxels = new int[Count + Count / 4];
        }
        for (int i = 0, voxel = -1; i < Count; i++)
        {
            voxel += 1 + labels[(voxel + 1)..].IndexOfAnyExcept((byte)OccupancyClass.Free);
            (voxels[i], ordinals[voxel]) = (voxel, i);
        }
    }

    private void Transform(ReadOnlySpan<byte> slice, int x)
    {
        for (int h = 1; h <= grid.SizeZ; h++)
        {
            Carry(slice, h - 1, below.AsSpan(Row(h - 1, x), grid.SizeY), below.AsSpan(Row(h, x), grid.SizeY));
        }
        for (int h = grid.SizeZ - 1; h >= 0; h--)
        {
            Carry(slice, h, above.AsSpan(Row(h + 1, x), grid.SizeY), above.AsSpan(Row(h, x), grid.SizeY));
        }
    }

    private void Carry(ReadOnlySpan<byte> slice, int z, ReadOnlySpan<byte> before, Span<byte> after)
    {
        for (int j = 0; j < after.Length; j++)
        {
            after[j] = slice[j * grid.SizeZ + z] == (byte)OccupancyClass.Free ? before[j] : (byte)z;
        }
    }

    private int Row(int height, int x) => (height * grid.SizeX + x) * stride;

    /// <summary>The nearest voxel; <paramref name="guess"/> is any occupied one, better a near one.</summary>
    private int Nearest(float px, float py, float pz, int guess)
    {
        if (!float.IsFinite(px + py + pz))
        {
            return voxels[0];
        }
        int columns = grid.SizeY * grid.SizeZ;
        float dx = px - centres.X[guess / columns], dy = py - y[guess / grid.SizeZ % grid.SizeY], dz = pz - centres.Z[guess % grid.SizeZ];
        Candidate best = new() { Distance = dx * dx + dy * dy + dz * dz, Voxel = guess };
        int height = Math.Clamp((int)MathF.Floor((pz - centres.Z[0]) / centres.Edge) + 1, 0, grid.SizeZ);
        int down = Math.Clamp((int)MathF.Floor((px - centres.X[0]) / centres.Edge), -1, grid.SizeX - 1), up = down + 1;
        for (bool more = true; more;)
        {
            more = false;
            if (down >= 0 && !(Square(px - centres.X[down]) > best.Distance))
            {
                Scan(down--, height, px, py, pz, ref best);
                more = true;
            }
            if (up < grid.SizeX && !(Square(px - centres.X[up]) > best.Distance))
            {
                Scan(up++, height, px, py, pz, ref best);
                more = true;
            }
        }
        return best.Voxel;
    }

    private void Scan(int x, int height, float px, float py, float pz, ref Candidate best)
    {
        float dx2 = Square(px - centres.X[x]);
        float reach = MathF.Sqrt(best.Distance - dx2), toColumn = 1 / centres.Edge, place = py - y[0];
        // A column more on either side, for the rounding of this line.
        int from = Math.Max(0, (int)MathF.Floor((place - reach) * toColumn) - 1);
        int to = Math.Min(grid.SizeY - 1, (int)MathF.Ceiling((place + reach) * toColumn) + 1);
        int row = Row(height, x);
        Vector256<float> pyv = Vector256.Create(py), pzv = Vector256.Create(pz), dx2v = Vector256.Create(dx2);
        Vector256<float> z0 = Vector256.Create(centres.Z[0]), edge = Vector256.Create(centres.Edge), bound = Vector256.Create(best.Distance);
        fixed (byte* lower = &below[row], upper = &above[row])
        fixed (float* columns = y)
        {
            for (int j = from; j <= to; j += Lanes)
            {
                Vector256<float> dy = pyv - Vector256.Load(columns + j);
                Vector256<float> flat = dx2v + dy * dy;
                Vector256<float> dz0 = pzv - (z0 + Heights(lower + j) * edge), dz1 = pzv - (z0 + Heights(upper + j) * edge);
                if (Vector256.LessThanOrEqualAny(Vector256.Min(flat + dz0 * dz0, flat + dz1 * dz1), bound))
                {
                    for (int k = j; k < j + Lanes; k++)
                    {
                        float plane = dx2 + Square(py - columns[k]);
                        Take(lower[k], x, k, plane, pz, ref best);
                        Take(upper[k], x, k, plane, pz, ref best);
                    }
                    bound = Vector256.Create(best.Distance);
                }
            }
        }
    }

    private void Take(byte z, int x, int column, float plane, float pz, ref Candidate best)
    {
        if (z != None)
        {
            best.Take(plane + Square(pz - centres.Z[z]), grid.Index(x, column, z));
        }
    }

    // None becomes a height above every grid's; what it seems to find, Take refuses.
    private static Vector256<float> Heights(byte* from)
    {
        Vector128<ushort> wide = Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)from).AsByte());
        return Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(wide), Vector128.WidenUpper(wide)).AsInt32());
    }

    private static float Square(float value) => value * value;

    private struct Candidate
    {
        public float Distance;
        public int Voxel;

        public void Take(float distance, int voxel)
        {
            if (distance < Distance || distance == Distance && voxel < Voxel)
            {
                (Distance, Voxel) = (distance, voxel);
            }
        }
    }
}
