using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics.Planning;

/// <summary>Whether two turned rectangles share a point, by separating axes; touching counts, as with shapely's <c>intersects</c>.</summary>
internal static class RectangleContact
{
    public static bool Touch(Vector2D centreA, double headingA, double lengthA, double widthA, Vector2D centreB, double headingB, double lengthB, double widthB)
    {
        Vector2D between = centreB - centreA;
        Vector2D a = new(Math.Cos(headingA), Math.Sin(headingA)), b = new(Math.Cos(headingB), Math.Sin(headingB));
        double cos = Math.Abs(Vector2D.Dot(a, b)), sin = Math.Abs(Vector2D.Cross(a, b));
        return Overlap(Vector2D.Dot(between, a), lengthA, lengthB * cos + widthB * sin)
            && Overlap(Vector2D.Dot(between, a.Left), widthA, lengthB * sin + widthB * cos)
            && Overlap(Vector2D.Dot(between, b), lengthB, lengthA * cos + widthA * sin)
            && Overlap(Vector2D.Dot(between, b.Left), widthB, lengthA * sin + widthA * cos);
    }

    private static bool Overlap(double distance, double extentA, double extentB) => 2 * Math.Abs(distance) <= extentA + extentB;
}
