using VoxPilot.Core.Formats.NuScenes.Maps;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// OmniDrive's grid: 1000×1000 cells of 0.1 m, ±50 m, columns forward and rows to the left. Its constants are single precision and its positions
/// double, as there, because corners fall on borders of cells otherwise than they would with exact tenths.
/// </summary>
internal static class TenthMetreGrid
{
    public const int Size = 1000;

    /// <summary>Middle of the car in front of the ego frame's origin, metres: 0.5 m from the LiDAR and the LiDAR from the IMU.</summary>
    public const double EgoForward = 0.5 + LidarFrame.NuScenesForward;

    /// <summary>Length of the box that must stay on the drivable area, metres; that of the collision check is <see cref="HalfMetreGrid.EgoLength"/>.</summary>
    public const double BoundaryLength = 4.08;

    private const double Reach = 50;
    private const float Cell = 0.1f;
    private const float FirstCentre = -49.95f;

    // Cells of the unturned car, relative to the ego frame's origin.
    private static readonly (double Forward, double Left)[] Footprint = MakeFootprint();

    /// <summary>Fills a box.</summary>
    /// <param name="raster">What is drawn on.</param>
    /// <param name="fill">Draws.</param>
    /// <param name="x">Middle, metres forward.</param>
    /// <param name="y">Middle, metres to the left.</param>
    /// <param name="yaw">Heading, radians.</param>
    /// <param name="length">Along the heading, metres.</param>
    /// <param name="width">Across, metres.</param>
    /// <returns>The rows that the box reaches, first and last, inside the raster.</returns>
    public static (int First, int Last) FillBox(BevRaster raster, PolygonFill fill, double x, double y, double yaw, double length, double width)
    {
        Span<(int Column, int Row)> corners = stackalloc (int, int)[4];
        (double cos, double sin) = (Math.Cos(yaw), Math.Sin(yaw));
        (int first, int last) = (int.MaxValue, int.MinValue);
        for (int i = 0; i < 4; i++)
        {
            double across = (i is 0 or 3 ? width : -width) / 2, along = (i < 2 ? length : -length) / 2;
            corners[i] = (Whole(-sin * across + cos * along + x), Whole(cos * across + sin * along + y));
            (first, last) = (Math.Min(first, corners[i].Row), Math.Max(last, corners[i].Row));
        }
        fill.Add(raster, corners, 1);
        fill.Close(raster, 1);
        return (Math.Max(first, 0), Math.Min(last, Size - 1));
    }

    /// <summary>Fills what cars can drive on: each polygon, cut to ±50 m, then what is cut out of it, in the map's order.</summary>
    public static void FillDrivable(BevRaster raster, PolygonFill fill, IReadOnlyList<MapOutline> areas)
    {
        foreach (MapOutline area in areas)
        {
            IReadOnlyList<MapOutline> pieces = PolygonClip.ToSquare(area, Reach);
            foreach (MapOutline piece in pieces)
            {
                AddRing(raster, fill, piece.Exterior, 1);
            }
            fill.Close(raster, 1);
            foreach (MapOutline piece in pieces)
            {
                foreach (IReadOnlyList<Vector2D> hole in piece.Holes)
                {
                    AddRing(raster, fill, hole, 0);
                }
            }
            fill.Close(raster, 0);
        }
    }

    /// <summary>Whether the car, with its heading, meets a filled cell. Its cells are turned about the ego frame's origin and rounded, then moved and cut towards zero.</summary>
    public static bool Touches(BevRaster raster, double x, double y, double heading)
    {
        (float cos, float sin) = ((float)Math.Cos(-heading), (float)Math.Sin(-heading));
        (double right, double up) = (x / Cell, y / Cell);
        foreach ((double forward, double left) in Footprint)
        {
            double f = Math.Round(forward * cos + left * sin + Middle), l = Math.Round(forward * -sin + left * cos + Middle);
            if (raster[Inside(up + l), Inside(right + f)] != 0)
            {
                return true;
            }
        }
        return false;
    }

    // The origin in cells: 499.5.
    private const double Middle = -(double)(FirstCentre / Cell);

    private static (double, double)[] MakeFootprint()
    {
        const double front = EgoForward + HalfMetreGrid.EgoLength / 2, back = EgoForward - HalfMetreGrid.EgoLength / 2, side = HalfMetreGrid.EgoWidth / 2;
        (int Row, int Column)[] cells = PolygonCells.Of(
        [
            ((back - FirstCentre) / Cell, (side - FirstCentre) / Cell),
            ((front - FirstCentre) / Cell, (side - FirstCentre) / Cell),
            ((front - FirstCentre) / Cell, (-side - FirstCentre) / Cell),
            ((back - FirstCentre) / Cell, (-side - FirstCentre) / Cell),
        ]);
        return [.. cells.Select(cell => (cell.Row - Middle, cell.Column - Middle))];
    }

    private static void AddRing(BevRaster raster, PolygonFill fill, IReadOnlyList<Vector2D> ring, byte value)
    {
        Span<(int, int)> corners = ring.Count <= 512 ? stackalloc (int, int)[ring.Count] : new (int, int)[ring.Count];
        for (int i = 0; i < ring.Count; i++)
        {
            corners[i] = ((int)Math.Round((ring[i].X + Reach) * (Size / (2 * Reach))), (int)Math.Round((ring[i].Y + Reach) * (Size / (2 * Reach))));
        }
        fill.Add(raster, corners, value);
    }

    // Half cells round to even, as numpy.round.
    private static int Whole(double metres) => (int)Math.Round((metres - FirstCentre + Cell / 2) / Cell);

    private static int Inside(double cell) => Math.Clamp((int)cell, 0, Size - 1);
}
