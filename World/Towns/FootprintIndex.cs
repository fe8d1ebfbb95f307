using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>Which places are taken: rectangles, found by cells of a square grid.</summary>
internal sealed class FootprintIndex
{
    private const double Cell = 12;

    private readonly Vector2D low;
    private readonly int columns, rows;
    private readonly List<Footprint>?[] cells;

    public FootprintIndex(Vector2D low, Vector2D high)
    {
        this.low = low;
        (columns, rows) = ((int)((high.X - low.X) / Cell) + 1, (int)((high.Y - low.Y) / Cell) + 1);
        cells = new List<Footprint>?[columns * rows];
    }

    /// <summary>True if nothing that was taken lies there.</summary>
    public bool IsFree(Footprint place)
    {
        foreach (int cell in Cells(place))
        {
            foreach (Footprint taken in cells[cell] ?? [])
            {
                if (taken.Overlaps(place))
                {
                    return false;
                }
            }
        }
        return true;
    }

    /// <summary>Takes a place.</summary>
    public void Take(Footprint place)
    {
        foreach (int cell in Cells(place))
        {
            (cells[cell] ??= []).Add(place);
        }
    }

    /// <summary>Takes a place if it is free.</summary>
    public bool TryTake(Footprint place)
    {
        bool free = IsFree(place);
        if (free)
        {
            Take(place);
        }
        return free;
    }

    private IEnumerable<int> Cells(Footprint place)
    {
        Vector2D[] corners = place.Corners;
        int left = Column(corners.Min(p => p.X)), right = Column(corners.Max(p => p.X)), bottom = Row(corners.Min(p => p.Y)), top = Row(corners.Max(p => p.Y));
        for (int y = bottom; y <= top; y++)
        {
            for (int x = left; x <= right; x++)
            {
                yield return y * columns + x;
            }
        }
    }

    private int Column(double x) => Math.Clamp((int)((x - low.X) / Cell), 0, columns - 1);

    private int Row(double y) => Math.Clamp((int)((y - low.Y) / Cell), 0, rows - 1);
}
