using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>Finds what covers the ground at a place by the cells of a square grid. Made once, then only read.</summary>
internal sealed class GroundIndex
{
    private const double Cell = 6;

    private readonly Vector2D low;
    private readonly int columns, rows;
    private readonly GroundArea[][] cells; // the topmost first

    public GroundIndex(IReadOnlyList<GroundArea> ground, Vector2D low, Vector2D high)
    {
        (Ground, this.low) = (ground, low);
        (columns, rows) = (Math.Max(1, (int)Math.Ceiling((high.X - low.X) / Cell)), Math.Max(1, (int)Math.Ceiling((high.Y - low.Y) / Cell)));
        List<GroundArea>[] lists = [.. Enumerable.Range(0, columns * rows).Select(_ => new List<GroundArea>())];
        for (int i = ground.Count - 1; i >= 0; i--)
        {
            IReadOnlyList<Vector2D> ring = ground[i].Shape.Outline;
            int left = Column(ring.Min(p => p.X)), right = Column(ring.Max(p => p.X)), bottom = Row(ring.Min(p => p.Y)), top = Row(ring.Max(p => p.Y));
            for (int y = bottom; y <= top; y++)
            {
                for (int x = left; x <= right; x++)
                {
                    lists[y * columns + x].Add(ground[i]);
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
        foreach (GroundArea area in cells[Row(p.Y) * columns + Column(p.X)])
        {
            if (area.Contains(p))
            {
                return area;
            }
        }
        return null;
    }

    // What lies outside the grid is asked of its border cells: areas there were filed under them too.
    private int Column(double x) => (int)Math.Clamp((x - low.X) / Cell, 0, columns - 1);

    private int Row(double y) => (int)Math.Clamp((y - low.Y) / Cell, 0, rows - 1);
}
