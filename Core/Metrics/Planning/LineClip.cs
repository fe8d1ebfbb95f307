namespace VoxPilot.Core.Metrics.Planning;

/// <summary>Cohen–Sutherland clipping of a line between whole cells to a square raster, with OpenCV's rounding: cut towards zero, rows before columns, the first end before the second.</summary>
internal static class LineClip
{
    /// <summary>Moves the ends into the raster where the line meets it.</summary>
    /// <returns>Whether any of the line is inside.</returns>
    public static bool Clip(int size, ref long x0, ref long y0, ref long x1, ref long y1)
    {
        long last = size - 1;
        if (OneSide(x0, x1, last) || OneSide(y0, y1, last))
        {
            return false;
        }
        Pull(ref y0, ref x0, y1, x1, last);
        Pull(ref y1, ref x1, y0, x0, last);
        if (OneSide(x0, x1, last))
        {
            return false;
        }
        Pull(ref x0, ref y0, x1, y1, last);
        Pull(ref x1, ref y1, x0, y0, last);
        return true;
    }

    private static bool OneSide(long a, long b, long last) => a < 0 && b < 0 || a > last && b > last;

    // Moves one end along the line until its first coordinate lies in [0, last].
    private static void Pull(ref long main, ref long other, long mainEnd, long otherEnd, long last)
    {
        long bound = Math.Clamp(main, 0, last);
        if (bound != main)
        {
            other += (long)((double)(bound - main) * (otherEnd - other) / (mainEnd - main));
            main = bound;
        }
    }
}
