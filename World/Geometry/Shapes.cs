using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Geometry;

/// <summary>Small polygons, counter-clockwise, and headings of directions.</summary>
internal static class Shapes
{
    /// <summary>A rectangle along a unit direction.</summary>
    public static Vector2D[] Bar(Vector2D centre, Vector2D along, double length, double width)
    {
        Vector2D a = along * (length / 2), b = along.Left * (width / 2);
        return [centre + a + b, centre - a + b, centre - a - b, centre + a - b];
    }

    /// <summary>The band between two lines that run the same way, <paramref name="left"/> on the left.</summary>
    public static Vector2D[] Band(IReadOnlyList<Vector2D> right, IReadOnlyList<Vector2D> left) => [.. right, .. left.Reverse()];

    /// <summary>Heading of a direction, radians.</summary>
    public static double Heading(Vector2D direction) => Elementary.Atan2(direction.Y, direction.X);

    /// <summary>Unit direction of a heading.</summary>
    public static Vector2D Direction(double heading)
    {
        (double sin, double cos) = Elementary.SinCos(heading);
        return new(cos, sin);
    }
}
