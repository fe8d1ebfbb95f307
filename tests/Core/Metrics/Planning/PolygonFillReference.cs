using VoxPilot.Core.Metrics.Planning;

namespace VoxPilot.Core.Tests.Metrics.Planning;

/// <summary>The plain twin of <see cref="PolygonFill"/>: asks each cell by itself whether it lies on an outline or between two edges.</summary>
internal static class PolygonFillReference
{
    public static void Fill(BevRaster raster, IReadOnlyList<(int Column, int Row)[]> rings, byte value)
    {
        HashSet<(long, long)> outline = [.. rings.SelectMany(ring => Sides(ring).SelectMany(side => Line(raster.Size, side.A, side.B)))];
        for (int row = 0; row < raster.Size; row++)
        {
            long[] crossings = [.. rings.SelectMany(Sides).Where(s => Math.Min(s.A.Row, s.B.Row) <= row && row < Math.Max(s.A.Row, s.B.Row)).Select(s => Crossing(s, row)).Order()];
            for (int column = 0; column < raster.Size; column++)
            {
                long at = (long)column << 16;
                if (outline.Contains((column, row)) || Enumerable.Range(0, crossings.Length / 2).Any(i => crossings[2 * i] <= at && at <= crossings[2 * i + 1]))
                {
                    raster[row, column] = value;
                }
            }
        }
    }

    private static IEnumerable<((int Column, int Row) A, (int Column, int Row) B)> Sides((int, int)[] ring) =>
        ring.Select((corner, i) => (ring[(i + ring.Length - 1) % ring.Length], corner));

    private static long Crossing(((int Column, int Row) A, (int Column, int Row) B) side, int row)
    {
        ((int Column, int Row) a, (int Column, int Row) b) = side.A.Row < side.B.Row ? side : (side.B, side.A);
        return ((long)a.Column << 16) + (row - a.Row) * (((long)(b.Column - a.Column) << 16) / (b.Row - a.Row));
    }

    // A cell of the shorter axis for each of the longer one: the nearest to the line, and where two are as near, the one that the line comes from.
    private static IEnumerable<(long, long)> Line(int size, (int Column, int Row) a, (int Column, int Row) b)
    {
        (long x0, long y0, long x1, long y1) = (a.Column, a.Row, b.Column, b.Row);
        bool inside = new[] { x0, y0, x1, y1 }.All(v => v >= 0 && v < size);
        if (!inside && !LineClip.Clip(size, ref x0, ref y0, ref x1, ref y1))
        {
            yield break;
        }
        if (x1 < x0)
        {
            (x0, y0, x1, y1) = (x1, y1, x0, y0);
        }
        long dx = x1 - x0, dy = Math.Abs(y1 - y0), sign = Math.Sign(y1 - y0), longer = Math.Max(dx, dy);
        for (long i = 0; i <= longer; i++)
        {
            long shorter = longer == 0 ? 0 : (2 * i * Math.Min(dx, dy) + longer - 1) / (2 * longer);
            yield return dy > dx ? (x0 + shorter, y0 + sign * i) : (x0 + i, y0 + sign * shorter);
        }
    }
}
