namespace VoxPilot.Core.Metrics.Planning;

/// <summary>The cells of a polygon as <c>skimage.draw.polygon</c> (scikit-image 0.19) gives them: those whose whole-numbered coordinates lie inside it or on its outline, never below 0.</summary>
internal static class PolygonCells
{
    /// <summary>The cells, row by row.</summary>
    /// <param name="corners">Corners; the last joins the first.</param>
    public static (int Row, int Column)[] Of(ReadOnlySpan<(double Row, double Column)> corners)
    {
        (double Row, double Column) low = corners[0], high = corners[0];
        foreach ((double row, double column) in corners)
        {
            low = (Math.Min(low.Row, row), Math.Min(low.Column, column));
            high = (Math.Max(high.Row, row), Math.Max(high.Column, column));
        }
        List<(int, int)> cells = [];
        for (int row = (int)Math.Max(0, low.Row); row <= (int)Math.Ceiling(high.Row); row++)
        {
            for (int column = (int)Math.Max(0, low.Column); column <= (int)Math.Ceiling(high.Column); column++)
            {
                if (Holds(corners, row, column))
                {
                    cells.Add((row, column));
                }
            }
        }
        return [.. cells];
    }

    // Even-odd rule by a ray along the row; points on an edge belong to the polygon.
    private static bool Holds(ReadOnlySpan<(double Row, double Column)> corners, double row, double column)
    {
        bool inside = false;
        (double Row, double Column) a = corners[^1];
        foreach ((double Row, double Column) b in corners)
        {
            double side = (b.Column - a.Column) * (row - a.Row) - (b.Row - a.Row) * (column - a.Column);
            bool between = row >= Math.Min(a.Row, b.Row) && row <= Math.Max(a.Row, b.Row)
                && column >= Math.Min(a.Column, b.Column) && column <= Math.Max(a.Column, b.Column);
            if (side == 0 && between)
            {
                return true;
            }
            if (a.Row > row != b.Row > row && side > 0 == b.Row > a.Row)
            {
                inside = !inside;
            }
            a = b;
        }
        return inside;
    }
}
