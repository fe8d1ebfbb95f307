using System.Runtime.Intrinsics;
using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>
/// For any query the nearest of a set of points, exactly and without a distance matrix. Points are sorted into columns of cells over the
/// grid's ground plane, so that the columns of a row that lie within reach are one stretch of memory; rows are looked through outward
/// until none can hold a nearer point. Points outside the grid belong to its border cells. Of equally near points the first given wins.
/// Buffers grow to the largest set and are owned by the object, which serves one caller at a time.
/// </summary>
public sealed unsafe class NearestPoints
{
    private const int Lanes = 8;
    private const int Chunk = 512;
    private const float PointsPerCell = 2;
    private const float Slack = 1e-3f; // cells, for the rounding of a point's cell

    private readonly float lowX;
    private readonly float lowY;
    private readonly float extentX;
    private readonly float extentY;
    private readonly float finest;

    private int count;                 // points that are finite
    private int given;
    private float cell;
    private int rows;
    private int columns;
    private int[] starts = [];         // (rows · columns + 1): where a cell's points begin
    private int[] cells = [];          // cell of each given point, −1 where it is not finite
    private float[] xs = [], ys = [], zs = [];
    private int[] index = [];

    /// <summary>A search over points most of which lie in the given grid's space.</summary>
    public NearestPoints(GridSpec grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        (lowX, lowY) = ((float)grid.Origin.X, (float)grid.Origin.Y);
        (extentX, extentY) = ((float)(grid.SizeX * grid.Voxel), (float)(grid.SizeY * grid.Voxel));
        finest = (float)grid.Voxel;
    }

    /// <summary>Takes a set of points.</summary>
    /// <param name="points">(N, 3), metres; those that are not finite are never the nearest.</param>
    public void Load(ReadOnlySpan<float> points)
    {
        if (points.Length % 3 != 0)
        {
            throw new ArgumentException($"(N, 3) points are expected; {points.Length} numbers were given.", nameof(points));
        }
        given = points.Length / 3;
        cell = Math.Max(finest, MathF.Sqrt(extentX * extentY * PointsPerCell / Math.Max(given, 1)));
        rows = Math.Max(1, (int)MathF.Ceiling(extentX / cell));
        columns = Math.Max(1, (int)MathF.Ceiling(extentY / cell));
        Reserve();
        Sort(points);
    }

    /// <summary>The nearest point of each query.</summary>
    /// <param name="queries">(K, 3), metres.</param>
    /// <param name="nearest">K places in the set of points; 0 where a query or every point is not finite.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or there is no point.</exception>
    public void Find(ReadOnlySpan<float> queries, Span<long> nearest)
    {
        if (queries.Length != 3 * nearest.Length || given == 0)
        {
            throw new ArgumentException(
                $"(K, 3) queries, K places and a point are expected; {queries.Length} numbers, {nearest.Length} places and {given} points were given.", nameof(queries));
        }
        if (count == 0)
        {
            nearest.Clear();
            return;
        }
        int all = nearest.Length;
        fixed (float* first = queries)
        fixed (long* target = nearest)
        {
            float* q = first;
            long* n = target;
            Parallel.For(0, (all + Chunk - 1) / Chunk, chunk =>
            {
                int guess = 0; // queries that follow each other lie close together
                for (int i = chunk * Chunk; i < Math.Min(all, (chunk + 1) * Chunk); i++)
                {
                    bool finite = float.IsFinite(q[3 * i] + q[3 * i + 1] + q[3 * i + 2]);
                    guess = finite ? Nearest(q[3 * i], q[3 * i + 1], q[3 * i + 2], guess) : guess;
                    n[i] = finite ? index[guess] : 0;
                }
            });
        }
    }

    private void Reserve()
    {
        if (index.Length < given + Lanes)
        {
            int size = given + given / 4 + Lanes;
            (xs, ys, zs, index, cells) = (new float[size], new float[size], new float[size], new int[size], new int[size]);
        }
        if (starts.Length < rows * columns + 1)
        {
            starts = new int[rows * columns + 1];
        }
        starts.AsSpan().Clear();
    }

    // Counting sort: points of a cell keep their order.
    private void Sort(ReadOnlySpan<float> points)
    {
        int last = rows * columns;
        for (int i = 0; i < given; i++)
        {
            (float x, float y, float z) = (points[3 * i], points[3 * i + 1], points[3 * i + 2]);
            cells[i] = float.IsFinite(x + y + z) ? RowOf(x) * columns + ColumnOf(y) : -1;
            if (cells[i] >= 0)
            {
                starts[cells[i]]++;
            }
        }
        count = 0;
        for (int c = 0; c <= last; c++)
        {
            (starts[c], count) = (count, count + (c < last ? starts[c] : 0));
        }
        for (int i = 0; i < given; i++)
        {
            if (cells[i] >= 0)
            {
                int slot = starts[cells[i]]++;
                (xs[slot], ys[slot], zs[slot], index[slot]) = (points[3 * i], points[3 * i + 1], points[3 * i + 2], i);
            }
        }
        starts.AsSpan(0, last).CopyTo(starts.AsSpan(1)); // ends of the cells before are starts
        starts[0] = 0;
        xs.AsSpan(count, Lanes).Fill(float.PositiveInfinity);
        ys.AsSpan(count, Lanes).Fill(float.PositiveInfinity);
        zs.AsSpan(count, Lanes).Fill(float.PositiveInfinity);
        index.AsSpan(count, Lanes).Fill(int.MaxValue);
    }

    private int RowOf(float x) => Math.Clamp((int)MathF.Floor((x - lowX) / cell), 0, rows - 1);

    private int ColumnOf(float y) => Math.Clamp((int)MathF.Floor((y - lowY) / cell), 0, columns - 1);

    /// <summary>The slot of the nearest point; <paramref name="slot"/> is any, better a near one.</summary>
    private int Nearest(float qx, float qy, float qz, int slot)
    {
        float best = Distance(qx, qy, qz, slot);
        int own = RowOf(qx), down = own - 1, up = own + 1;
        Scan(own, 0, qx, qy, qz, ref best, ref slot);
        for (bool more = true; more;)
        {
            more = false;
            float gapDown = Math.Max(0, qx - (lowX + (down + 1) * cell) - Slack * cell), gapUp = Math.Max(0, lowX + up * cell - qx - Slack * cell);
            if (down >= 0 && !(gapDown * gapDown > best))
            {
                Scan(down--, gapDown, qx, qy, qz, ref best, ref slot);
                more = true;
            }
            if (up < rows && !(gapUp * gapUp > best))
            {
                Scan(up++, gapUp, qx, qy, qz, ref best, ref slot);
                more = true;
            }
        }
        return slot;
    }

    private void Scan(int row, float gap, float qx, float qy, float qz, ref float best, ref int slot)
    {
        float reach = MathF.Sqrt(best - gap * gap) * (1 + 1e-5f) + Slack * cell;
        int from = starts[row * columns + ColumnOf(qy - reach)], to = starts[row * columns + ColumnOf(qy + reach) + 1];
        Vector256<float> qxv = Vector256.Create(qx), qyv = Vector256.Create(qy), qzv = Vector256.Create(qz), bound = Vector256.Create(best);
        fixed (float* px = xs, py = ys, pz = zs)
        {
            // The last step may look at points beyond: they are points all the same.
            for (int s = from; s < to; s += Lanes)
            {
                Vector256<float> dx = qxv - Vector256.Load(px + s), dy = qyv - Vector256.Load(py + s), dz = qzv - Vector256.Load(pz + s);
                if (Vector256.LessThanOrEqualAny(dx * dx + dy * dy + dz * dz, bound))
                {
                    for (int k = s; k < s + Lanes; k++)
                    {
                        float distance = Distance(qx, qy, qz, k);
                        if (distance < best || distance == best && index[k] < index[slot])
                        {
                            (best, slot) = (distance, k);
                        }
                    }
                    bound = Vector256.Create(best);
                }
            }
        }
    }

    private float Distance(float qx, float qy, float qz, int slot)
    {
        float dx = qx - xs[slot], dy = qy - ys[slot], dz = qz - zs[slot];
        return dx * dx + dy * dy + dz * dz;
    }
}
