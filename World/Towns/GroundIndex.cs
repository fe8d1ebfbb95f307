using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>
/// Finds what covers the ground at a place by the cells of a square grid: a cell knows the areas whose edges run through it, the topmost
/// first, down to the first that covers it whole. Made once, then only read.
/// </summary>
internal sealed class GroundIndex
{
    private const double Cell = 6;

    private readonly Vector2D low;
    private readonly int columns, rows;
    private readonly (GroundArea Area, bool Whole)[][] cells;

    public GroundIndex(IReadOnlyList<GroundArea> ground, Vector2D low, Vector2D high)
    {
        (Ground, this.low) = (ground, low);
        (columns, rows) = (Math.Max(1, (int)Math.Ceiling((high.X - low.X) / Cell)), Math.Max(1, (int)Math.Ceiling((high.Y - low.Y) / Cell)));
        List<(GroundArea, bool)>[] lists = [.. Enumerable.Range(0, columns * rows).Select(_ => new List<(GroundArea, bool)>())];
        bool[] closed = new bool[columns * rows], edge = new bool[columns * rows];
        for (int i = ground.Count - 1; i >= 0; i--)
        {
            GroundArea area = ground[i];
            Array.Clear(edge);
            Mark(edge, area.Shape.Outline);
            foreach (IReadOnlyList<Vector2D> hole in area.Shape.Holes)
            {
                Mark(edge, hole);
            }
            (int left, int bottom, int right, int top) = Box(area.Shape.Outline);
            for (int y = bottom; y <= top; y++)
            {
                for (int x = left; x <= right; x++)
                {
                    int cell = y * columns + x;
                    if (closed[cell])
                    {
                        continue;
                    }
                    // Cells at the border also stand for what lies beyond, and are never taken whole.
                    bool partly = edge[cell] || x == 0 || y == 0 || x == columns - 1 || y == rows - 1;
                    if (partly || area.Contains(new(low.X + (x + 0.5) * Cell, low.Y + (y + 0.5) * Cell)))
                    {
                        lists[cell].Add((area, !partly));
                        closed[cell] = !partly;
                    }
                }
            }
        }
        cells = [.. lists.Select(list => list.ToArray())];
    }

    /// <summary>The areas that it finds.</summary>
    public IReadOnlyList<GroundArea> Ground { get; }

    /// <summary>The topmost area at a place; null where there is none.</summary>
    public GroundArea? At(Vector2D p)
    {
        foreach ((GroundArea area, bool whole) in cells[Row(p.Y) * columns + Column(p.X)])
        {
            if (whole || area.Contains(p))
            {
                return area;
            }
        }
        return null;
    }

    private void Mark(bool[] edge, IReadOnlyList<Vector2D> ring)
    {
        for (int i = 0; i < ring.Count; i++)
        {
            (int left, int bottom, int right, int top) = Box([ring[i], ring[(i + 1) % ring.Count]]);
            for (int y = bottom; y <= top; y++)
            {
                for (int x = left; x <= right; x++)
                {
                    edge[y * columns + x] = true;
                }
            }
        }
    }

    private (int Left, int Bottom, int Right, int Top) Box(IReadOnlyList<Vector2D> points) =>
        (Column(points.Min(p => p.X)), Row(points.Min(p => p.Y)), Column(points.Max(p => p.X)), Row(points.Max(p => p.Y)));

    private int Column(double x) => (int)Math.Clamp((x - low.X) / Cell, 0, columns - 1);

    private int Row(double y) => (int)Math.Clamp((y - low.Y) / Cell, 0, rows - 1);
}
