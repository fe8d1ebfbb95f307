using System.Numerics;
using System.Runtime.Intrinsics;
using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>
/// For any query the k nearest of a set of points, exactly and without a distance matrix (spec/sqs.md §7.3). Points are sorted into
/// columns of cells over the grid's ground plane; the block of cells around a query that holds k points bounds the distance, and rows
/// are looked through outward within that bound. Points and queries may lie outside the grid, which costs time alone. Buffers grow to the
/// largest set and are owned by the object, which serves one caller at a time. <see cref="NeighbourSearchReference"/> is its plain twin.
/// </summary>
public sealed unsafe class NeighbourSearch
{
    /// <summary>Largest k.</summary>
    public const int MostNeighbours = 128;

    /// <summary>What stands in the place of a neighbour that there is not.</summary>
    public const int None = -1;

    private const int Lanes = PointColumns.Lanes;
    private const int Chunk = 64;
    private const float PointsPerCell = 4;
    private const float Slack = 1e-3f;      // cells, for the rounding of a point's cell
    private const float Rounding = 1e-5f;   // of a distance, for its own rounding

    private readonly PointColumns columns;

    /// <summary>A search over points most of which lie in the given grid's space.</summary>
    public NeighbourSearch(GridSpec grid) => columns = new(grid, PointsPerCell);

    /// <summary>Points that can be neighbours: those that are finite and kept.</summary>
    public int Count => columns.Count;

    /// <summary>Takes a set of points.</summary>
    /// <param name="points">(N, 3), metres; those that are not finite are nobody's neighbours.</param>
    /// <param name="kept">N; those that are false are nobody's neighbours either. Empty: all are kept.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Load(ReadOnlySpan<float> points, ReadOnlySpan<bool> kept = default) => columns.Load(points, kept);

    /// <summary>The k nearest points of each query, nearest first; of equally near ones the first given comes first.</summary>
    /// <param name="queries">(Q, 3), metres.</param>
    /// <param name="k">1 … <see cref="MostNeighbours"/>.</param>
    /// <param name="neighbours">(Q, k) places in the set of points; <see cref="None"/> after the last where there are fewer than k, and everywhere for a query that is not finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is out of its range.</exception>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Find(ReadOnlySpan<float> queries, int k, Span<int> neighbours)
    {
        Check(queries.Length, k, neighbours.Length);
        int all = queries.Length / 3;
        fixed (float* first = queries)
        fixed (int* target = neighbours)
        {
            float* q = first;
            int* n = target;
            Parallel.For(0, (all + Chunk - 1) / Chunk, chunk =>
            {
                float* distances = stackalloc float[k];
                for (int i = chunk * Chunk; i < Math.Min(all, (chunk + 1) * Chunk); i++)
                {
                    Nearest nearest = new(distances, n + (long)i * k, k);
                    Find(q[3 * i], q[3 * i + 1], q[3 * i + 2], ref nearest);
                    nearest.Pad();
                }
            });
        }
    }

    /// <summary>Refuses sizes that do not fit.</summary>
    internal static void Check(int numbers, int k, int places)
    {
        if (k is < 1 or > MostNeighbours)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"1 to {MostNeighbours} neighbours can be found.");
        }
        if (numbers % 3 != 0 || (long)numbers * k != 3L * places)
        {
            throw new ArgumentException($"(Q, 3) queries and (Q, {k}) places are expected; {numbers} numbers and {places} places were given.");
        }
    }

    private void Find(float qx, float qy, float qz, ref Nearest nearest)
    {
        if (!float.IsFinite(qx + qy + qz) || columns.Count == 0)
        {
            return;
        }
        int row = columns.RowOf(qx), column = columns.ColumnOf(qy);
        Block block = Around(row, column, Math.Min(nearest.Capacity, columns.Count));
        for (int r = block.FirstRow; r <= block.LastRow; r++)
        {
            Scan(columns.Start(r, block.FirstColumn), columns.Start(r, block.LastColumn + 1), qx, qy, qz, ref nearest);
        }
        bool down = true, up = true;
        ScanRest(row, 0, block, qx, qy, qz, ref nearest);
        for (int step = 1; down || up; step++)
        {
            down = down && row - step >= 0 && ScanRest(row - step, qx - columns.RowLow(row - step + 1), block, qx, qy, qz, ref nearest);
            up = up && row + step < columns.Rows && ScanRest(row + step, columns.RowLow(row + step) - qx, block, qx, qy, qz, ref nearest);
        }
    }

    /// <summary>Cells around a cell that hold so many points.</summary>
    private Block Around(int row, int column, int points)
    {
        for (int radius = 0; ; radius += 1 + radius / 2)
        {
            Block block = new(
                Math.Max(row - radius, 0), Math.Min(row + radius, columns.Rows - 1), Math.Max(column - radius, 0), Math.Min(column + radius, columns.Columns - 1));
            int held = 0;
            for (int r = block.FirstRow; r <= block.LastRow; r++)
            {
                held += columns.Start(r, block.LastColumn + 1) - columns.Start(r, block.FirstColumn);
            }
            if (held >= points)
            {
                return block;
            }
        }
    }

    /// <summary>Looks through what lies within reach of a row, the block left out; false where the row lies beyond reach, as all after it do.</summary>
    private bool ScanRest(int row, float gap, in Block block, float qx, float qy, float qz, ref Nearest nearest)
    {
        float bound = nearest.Bound, near = Math.Max(0, gap * (1 - Rounding) - Slack * columns.Cell);
        if (near * near > bound)
        {
            return false;
        }
        float reach = MathF.Sqrt(bound - near * near) * (1 + Rounding) + Slack * columns.Cell;
        int from = columns.Start(row, columns.ColumnOf(qy - reach)), to = columns.Start(row, columns.ColumnOf(qy + reach) + 1);
        if (row < block.FirstRow || row > block.LastRow)
        {
            Scan(from, to, qx, qy, qz, ref nearest);
            return true;
        }
        Scan(from, Math.Min(to, columns.Start(row, block.FirstColumn)), qx, qy, qz, ref nearest);
        Scan(Math.Max(from, columns.Start(row, block.LastColumn + 1)), to, qx, qy, qz, ref nearest);
        return true;
    }

    private void Scan(int from, int to, float qx, float qy, float qz, ref Nearest nearest)
    {
        Vector256<float> qxv = Vector256.Create(qx), qyv = Vector256.Create(qy), qzv = Vector256.Create(qz), bound = Vector256.Create(nearest.Bound);
        float* distances = stackalloc float[Lanes];
        fixed (float* px = columns.Xs, py = columns.Ys, pz = columns.Zs)
        fixed (int* index = columns.Index)
        {
            for (int s = from; s < to; s += Lanes)
            {
                Vector256<float> dx = qxv - Vector256.Load(px + s), dy = qyv - Vector256.Load(py + s), dz = qzv - Vector256.Load(pz + s);
                Vector256<float> distance = dx * dx + dy * dy + dz * dz;
                uint within = Vector256.LessThanOrEqual(distance, bound).ExtractMostSignificantBits();
                within &= (1u << Math.Min(Lanes, to - s)) - 1; // points beyond belong to another stretch
                if (within == 0)
                {
                    continue;
                }
                distance.Store(distances);
                for (; within != 0; within &= within - 1)
                {
                    int lane = BitOperations.TrailingZeroCount(within);
                    nearest.Offer(distances[lane], index[s + lane]);
                }
                bound = Vector256.Create(nearest.Bound);
            }
        }
    }

    private readonly record struct Block(int FirstRow, int LastRow, int FirstColumn, int LastColumn);

    /// <summary>The best so far, in order of distance, then of index.</summary>
    private struct Nearest(float* distances, int* indices, int capacity)
    {
        private int held;

        public readonly int Capacity => capacity;

        /// <summary>Squared distance above which none is taken; a distance that overflows is none.</summary>
        public readonly float Bound => held < capacity ? float.MaxValue : distances[capacity - 1];

        public void Offer(float distance, int index)
        {
            if (held == capacity && !Before(distance, index, capacity - 1))
            {
                return;
            }
            int place = held < capacity ? held++ : capacity - 1;
            for (; place > 0 && Before(distance, index, place - 1); place--)
            {
                (distances[place], indices[place]) = (distances[place - 1], indices[place - 1]);
            }
            (distances[place], indices[place]) = (distance, index);
        }

        public readonly void Pad() => new Span<int>(indices + held, capacity - held).Fill(None);

        private readonly bool Before(float distance, int index, int place) =>
            distance < distances[place] || (distance == distances[place] && index < indices[place]);
    }
}
