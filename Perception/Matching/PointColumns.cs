using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>
/// Points sorted into columns of cells over a grid's ground plane, so that the columns of a row that lie within reach are one stretch of
/// memory. Points of a cell keep their order; points outside the grid belong to its border cells. Buffers grow to the largest set.
/// </summary>
internal sealed class PointColumns
{
    /// <summary>Points that a vector holds; as many places after the last point are at infinity, with an index above all others.</summary>
    public const int Lanes = 8;

    private readonly float lowX;
    private readonly float lowY;
    private readonly float extentX;
    private readonly float extentY;
    private readonly float finest;
    private readonly float pointsPerCell;

    private int[] starts = [];         // (Rows · Columns + 1): where a cell's points begin
    private int[] cells = [];          // cell of each given point, −1 where it does not count
    private float[] xs = [], ys = [], zs = [];
    private int[] index = [];

    /// <summary>Columns over the given grid's ground plane.</summary>
    /// <param name="grid">Space in which most of the points lie; cells are never finer than its voxels.</param>
    /// <param name="pointsPerCell">Points of a cell, were they spread evenly.</param>
    public PointColumns(GridSpec grid, float pointsPerCell)
    {
        ArgumentNullException.ThrowIfNull(grid);
        (lowX, lowY) = ((float)grid.Origin.X, (float)grid.Origin.Y);
        (extentX, extentY) = ((float)(grid.SizeX * grid.Voxel), (float)(grid.SizeY * grid.Voxel));
        finest = (float)grid.Voxel;
        this.pointsPerCell = pointsPerCell;
    }

    /// <summary>Points that were given.</summary>
    public int Given { get; private set; }

    /// <summary>Points that count: finite and kept.</summary>
    public int Count { get; private set; }

    /// <summary>Edge of a cell, metres.</summary>
    public float Cell { get; private set; }

    /// <summary>Cells along x.</summary>
    public int Rows { get; private set; }

    /// <summary>Cells along y.</summary>
    public int Columns { get; private set; }

    /// <summary>x of the sorted points, metres.</summary>
    public float[] Xs => xs;

    /// <summary>y of the sorted points, metres.</summary>
    public float[] Ys => ys;

    /// <summary>z of the sorted points, metres.</summary>
    public float[] Zs => zs;

    /// <summary>Which of the given points a sorted one is.</summary>
    public int[] Index => index;

    /// <summary>Takes a set of points.</summary>
    /// <param name="points">(N, 3), metres; those that are not finite do not count.</param>
    /// <param name="kept">N; those that are false do not count either. Empty: all are kept.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Load(ReadOnlySpan<float> points, ReadOnlySpan<bool> kept = default)
    {
        if (points.Length % 3 != 0 || (!kept.IsEmpty && 3 * kept.Length != points.Length))
        {
            throw new ArgumentException(
                $"(N, 3) points and no or N marks are expected; {points.Length} numbers and {kept.Length} marks were given.", nameof(points));
        }
        Given = points.Length / 3;
        int expected = kept.IsEmpty ? Given : kept.Count(true);
        Cell = Math.Max(finest, MathF.Sqrt(extentX * extentY * pointsPerCell / Math.Max(expected, 1)));
        Rows = Math.Max(1, (int)MathF.Ceiling(extentX / Cell));
        Columns = Math.Max(1, (int)MathF.Ceiling(extentY / Cell));
        Reserve();
        Sort(points, kept);
    }

    /// <summary>The row of cells that x belongs to.</summary>
    public int RowOf(float x) => Math.Clamp((int)MathF.Floor((x - lowX) / Cell), 0, Rows - 1);

    /// <summary>The column of cells that y belongs to.</summary>
    public int ColumnOf(float y) => Math.Clamp((int)MathF.Floor((y - lowY) / Cell), 0, Columns - 1);

    /// <summary>Where a row begins, metres.</summary>
    public float RowLow(int row) => lowX + row * Cell;

    /// <summary>Where the points of a cell begin; those of the cell before it end there.</summary>
    public int Start(int row, int column) => starts[row * Columns + column];

    private void Reserve()
    {
        if (index.Length < Given + Lanes)
        {
            int size = Given + Given / 4 + Lanes;
            (xs, ys, zs, index, cells) = (new float[size], new float[size], new float[size], new int[size], new int[size]);
        }
        if (starts.Length < Rows * Columns + 1)
        {
            starts = new int[Rows * Columns + 1];
        }
        starts.AsSpan().Clear();
    }

    // Counting sort: points of a cell keep their order.
    private void Sort(ReadOnlySpan<float> points, ReadOnlySpan<bool> kept)
    {
        int last = Rows * Columns;
        for (int i = 0; i < Given; i++)
        {
            (float x, float y, float z) = (points[3 * i], points[3 * i + 1], points[3 * i + 2]);
            bool counts = float.IsFinite(x + y + z) && (kept.IsEmpty || kept[i]);
            cells[i] = counts ? RowOf(x) * Columns + ColumnOf(y) : -1;
            if (counts)
            {
                starts[cells[i]]++;
            }
        }
        int count = 0;
        for (int c = 0; c <= last; c++)
        {
            (starts[c], count) = (count, count + (c < last ? starts[c] : 0));
        }
        Count = count;
        for (int i = 0; i < Given; i++)
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
}
