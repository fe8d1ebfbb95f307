using System.Runtime.Intrinsics;
using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>
/// For any query the nearest of a set of points, exactly and without a distance matrix. Points are sorted into columns of cells over the
/// grid's ground plane (<see cref="PointColumns"/>); rows are looked through outward until none can hold a nearer point. Points outside
/// the grid belong to its border cells. Of equally near points the first given wins. Buffers grow to the largest set and are owned by
/// the object, which serves one caller at a time.
/// </summary>
public sealed unsafe class NearestPoints
{
    private const int Lanes = PointColumns.Lanes;
    private const int Chunk = 512;
    private const float PointsPerCell = 2;
    private const float Slack = 1e-3f; // cells, for the rounding of a point's cell

    private readonly PointColumns columns;

    /// <summary>A search over points most of which lie in the given grid's space.</summary>
    public NearestPoints(GridSpec grid) => columns = new(grid, PointsPerCell);

    /// <summary>Takes a set of points.</summary>
    /// <param name="points">(N, 3), metres; those that are not finite are never the nearest.</param>
    public void Load(ReadOnlySpan<float> points) => columns.Load(points);

    /// <summary>The nearest point of each query.</summary>
    /// <param name="queries">(K, 3), metres.</param>
    /// <param name="nearest">K places in the set of points; 0 where a query or every point is not finite.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or there is no point.</exception>
    public void Find(ReadOnlySpan<float> queries, Span<long> nearest)
    {
        if (queries.Length != 3 * nearest.Length || columns.Given == 0)
        {
            throw new ArgumentException(
                $"(K, 3) queries, K places and a point are expected; {queries.Length} numbers, {nearest.Length} places and {columns.Given} points were given.", nameof(queries));
        }
        if (columns.Count == 0)
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
            int[] index = columns.Index;
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

    /// <summary>The slot of the nearest point; <paramref name="slot"/> is any, better a near one.</summary>
    private int Nearest(float qx, float qy, float qz, int slot)
    {
        float best = Distance(qx, qy, qz, slot), slack = Slack * columns.Cell;
        int own = columns.RowOf(qx), down = own - 1, up = own + 1;
        Scan(own, 0, qx, qy, qz, ref best, ref slot);
        for (bool more = true; more;)
        {
            more = false;
            float gapDown = Math.Max(0, qx - columns.RowLow(down + 1) - slack), gapUp = Math.Max(0, columns.RowLow(up) - qx - slack);
            if (down >= 0 && !(gapDown * gapDown > best))
            {
                Scan(down--, gapDown, qx, qy, qz, ref best, ref slot);
                more = true;
            }
            if (up < columns.Rows && !(gapUp * gapUp > best))
            {
                Scan(up++, gapUp, qx, qy, qz, ref best, ref slot);
                more = true;
            }
        }
        return slot;
    }

    private void Scan(int row, float gap, float qx, float qy, float qz, ref float best, ref int slot)
    {
        float reach = MathF.Sqrt(best - gap * gap) * (1 + 1e-5f) + Slack * columns.Cell;
        int from = columns.Start(row, columns.ColumnOf(qy - reach)), to = columns.Start(row, columns.ColumnOf(qy + reach) + 1);
        int[] index = columns.Index;
        Vector256<float> qxv = Vector256.Create(qx), qyv = Vector256.Create(qy), qzv = Vector256.Create(qz), bound = Vector256.Create(best);
        fixed (float* px = columns.Xs, py = columns.Ys, pz = columns.Zs)
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
        float dx = qx - columns.Xs[slot], dy = qy - columns.Ys[slot], dz = qz - columns.Zs[slot];
        return dx * dx + dy * dy + dz * dz;
    }
}
