namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// Fills polygons with whole-numbered corners, cell for cell as <c>cv2.fillPoly</c> (OpenCV 4.6, 8-connected outlines) does. A fill is the union of
/// the outlines, drawn as Bresenham lines from left to right, and of the spans between edges by the even-odd rule over all rings of one call. Edges
/// run in 16-bit fixed point with a slope that is cut, not rounded; lines that leave the raster are clipped to whole cells before they are drawn.
/// </summary>
internal sealed class PolygonFill
{
    private const int FractionBits = 16;

    private Edge[] edges = new Edge[32];
    private long[] crossings = new long[32];
    private int count;

    /// <summary>Draws the outline of a ring and remembers its edges for <see cref="Close"/>.</summary>
    /// <param name="raster">What is drawn on.</param>
    /// <param name="ring">Corners; the last joins the first.</param>
    /// <param name="value">What the cells get.</param>
    public void Add(BevRaster raster, ReadOnlySpan<(int Column, int Row)> ring, byte value)
    {
        (int Column, int Row) from = ring[^1];
        foreach ((int Column, int Row) to in ring)
        {
            (long x0, long y0, long x1, long y1) = (from.Column, from.Row, to.Column, to.Row);
            if (Holds(raster, from) && Holds(raster, to) || LineClip.Clip(raster.Size, ref x0, ref y0, ref x1, ref y1))
            {
                Line(raster, (int)x0, (int)y0, (int)x1, (int)y1, value);
            }
            if (from.Row != to.Row)
            {
                long slope = ((long)(to.Column - from.Column) << FractionBits) / (to.Row - from.Row);
                (int Column, int Row) upper = from.Row < to.Row ? from : to;
                Push(new(upper.Row, Math.Max(from.Row, to.Row), (long)upper.Column << FractionBits, slope));
            }
            from = to;
        }
    }

    /// <summary>Fills between the edges of all rings that were added since the last call.</summary>
    public void Close(BevRaster raster, byte value)
    {
        Span<Edge> all = edges.AsSpan(0, count);
        count = 0;
        if (all.Length < 2)
        {
            return;
        }
        all.Sort(static (a, b) => a.Top.CompareTo(b.Top));
        int bottom = int.MinValue;
        foreach (ref readonly Edge edge in all)
        {
            bottom = Math.Max(bottom, edge.Bottom);
        }
        // Edges [0, next) have begun; those of them that have ended are dropped by moving the rest forward.
        int live = 0, next = 0;
        for (int row = Math.Max(all[0].Top, 0); row < Math.Min(bottom, raster.Size); row++)
        {
            int kept = 0;
            for (int i = 0; i < live; i++)
            {
                if (all[i].Bottom > row)
                {
                    all[kept++] = all[i];
                }
            }
            live = kept;
            for (; next < all.Length && all[next].Top <= row; next++)
            {
                if (all[next].Bottom > row)
                {
                    all[live++] = all[next];
                }
            }
            Span<long> at = crossings.AsSpan(0, live);
            for (int i = 0; i < live; i++)
            {
                at[i] = all[i].X + (row - all[i].Top) * all[i].Slope;
            }
            at.Sort();
            Span<byte> cells = raster.Row(row);
            for (int i = 0; i + 1 < live; i += 2)
            {
                long first = Math.Max(at[i] + (1L << FractionBits) - 1 >> FractionBits, 0);
                long last = Math.Min(at[i + 1] >> FractionBits, raster.Size - 1);
                if (first <= last)
                {
                    cells[(int)first..(int)(last + 1)].Fill(value);
                }
            }
        }
    }

    private static bool Holds(BevRaster raster, (int Column, int Row) p) => (uint)p.Column < (uint)raster.Size && (uint)p.Row < (uint)raster.Size;

    private void Push(Edge edge)
    {
        if (count == edges.Length)
        {
            Array.Resize(ref edges, 2 * count);
            Array.Resize(ref crossings, 2 * count);
        }
        edges[count++] = edge;
    }

    // Bresenham: one cell for each step along the longer axis; both ends lie inside.
    private static void Line(BevRaster raster, int x0, int y0, int x1, int y1, byte value)
    {
        if (x1 < x0)
        {
            (x0, y0, x1, y1) = (x1, y1, x0, y0);
        }
        int along = x1 - x0, across = Math.Abs(y1 - y0);
        int alongStep = 1, acrossStep = y1 < y0 ? -raster.Size : raster.Size;
        if (across > along)
        {
            (along, across, alongStep, acrossStep) = (across, along, acrossStep, alongStep);
        }
        int at = y0 * raster.Size + x0, error = along - 2 * across;
        for (int i = 0; i <= along; i++)
        {
            raster.Cells[at] = value;
            if (error < 0)
            {
                error += 2 * along;
                at += acrossStep;
            }
            error -= 2 * across;
            at += alongStep;
        }
    }

    // X is the fixed-point column at row Top; the edge counts at rows [Top, Bottom).
    private readonly record struct Edge(int Top, int Bottom, long X, long Slope);
}
