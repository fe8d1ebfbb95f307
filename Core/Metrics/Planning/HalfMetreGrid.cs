namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// The grid of UniAD, ST-P3 and VAD: 200×200 cells of 0.5 m, ±50 m. Agents are filled with corners rounded to whole cells; the car is a fixed set of
/// 8×4 cells (4.084×1.85 m, 0.5 m forward, never turned) that is moved along. Positions are single precision, as there.
/// </summary>
internal static class HalfMetreGrid
{
    public const int Size = 200;
    public const float Cell = 0.5f;
    private const float FirstCentre = -49.75f;

    /// <summary>Length of the car in all conventions, metres.</summary>
    public const double EgoLength = 4.084;

    /// <summary>Width of the car in all conventions, metres.</summary>
    public const double EgoWidth = 1.85;

    /// <summary>How far the middle of the car lies in front of the point that is planned, metres.</summary>
    public const double EgoForward = 0.5;

    private static readonly (int Row, int Column)[] Footprint = PolygonCells.Of(
    [
        ((-EgoLength / 2 + EgoForward - FirstCentre) / Cell, (EgoWidth / 2 - FirstCentre) / Cell),
        ((EgoLength / 2 + EgoForward - FirstCentre) / Cell, (EgoWidth / 2 - FirstCentre) / Cell),
        ((EgoLength / 2 + EgoForward - FirstCentre) / Cell, (-EgoWidth / 2 - FirstCentre) / Cell),
        ((-EgoLength / 2 + EgoForward - FirstCentre) / Cell, (-EgoWidth / 2 - FirstCentre) / Cell),
    ]);

    /// <summary>The car's cells where it stands at the origin.</summary>
    public static ReadOnlySpan<(int Row, int Column)> Cells => Footprint;

    /// <summary>Fills an agent whose centre and heading are given in the raster's own axes (columns, rows), metres and radians.</summary>
    public static void FillAgent(BevRaster raster, PolygonFill fill, double column, double row, double heading, double length, double width)
    {
        Span<(int, int)> corners = stackalloc (int, int)[4];
        (double cos, double sin) = (Math.Cos(heading), Math.Sin(heading));
        for (int i = 0; i < 4; i++)
        {
            double along = (i is 0 or 3 ? length : -length) / 2, across = (i < 2 ? width : -width) / 2;
            corners[i] = (Whole(column + cos * along - sin * across), Whole(row + sin * along + cos * across));
        }
        fill.Add(raster, corners, 1);
        fill.Close(raster, 1);
    }

    /// <summary>Whether the car meets a filled cell; rows grow forward (UniAD, ST-P3).</summary>
    public static bool Touches(BevRaster raster, float forward, float side)
    {
        foreach ((int r, int c) in Footprint)
        {
            if (raster[Inside(forward / Cell + (double)r), Inside(side / Cell + (double)c)] != 0)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether the planned point lies in a filled cell; rows grow forward (UniAD, ST-P3). Nothing is outside the grid.</summary>
    public static bool TouchesPoint(BevRaster raster, float forward, float side) =>
        At(raster, (forward - FirstCentre) / Cell, (side - FirstCentre) / Cell);

    /// <summary>As <see cref="Touches"/>, where row 0 is the farthest forward (VAD).</summary>
    public static bool TouchesFromTop(BevRaster raster, float forward, float side)
    {
        foreach ((int r, int c) in Footprint)
        {
            if (raster[Inside(Size - (forward / Cell + (double)r)), Inside(side / Cell + (double)c)] != 0)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>As <see cref="TouchesPoint"/>, where row 0 is the farthest forward; VAD looks from half the first centre on, so at cells that lie 25 m off.</summary>
    public static bool TouchesPointFromTop(BevRaster raster, float forward, float side) =>
        At(raster, (-FirstCentre / 2 - forward) / Cell, (-FirstCentre / 2 + side) / Cell);

    // Half cells round to even, as numpy.round.
    private static int Whole(double metres) => (int)Math.Round((metres - FirstCentre + Cell / 2) / Cell);

    private static int Inside(double cell) => Math.Clamp((int)cell, 0, Size - 1);

    private static bool At(BevRaster raster, float row, float column)
    {
        (long r, long c) = ((long)row, (long)column);
        return r is >= 0 and < Size && c is >= 0 and < Size && raster[(int)r, (int)c] != 0;
    }
}
