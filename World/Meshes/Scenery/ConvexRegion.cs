using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Meshes.Scenery;

/// <summary>Cutting of convex polygons, corners counter-clockwise.</summary>
internal static class ConvexRegion
{
    /// <summary>What of a polygon lies left of the line from a to b, or nothing.</summary>
    public static Vector2D[] LeftOf(this Vector2D[] polygon, Vector2D a, Vector2D b)
    {
        List<Vector2D> kept = [];
        Vector2D line = b - a;
        for (int i = 0; i < polygon.Length; i++)
        {
            (Vector2D p, Vector2D q) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            double side = Vector2D.Cross(line, p - a), next = Vector2D.Cross(line, q - a);
            if (side >= 0)
            {
                kept.Add(p);
            }
            if (side > 0 && next < 0 || side < 0 && next > 0)
            {
                kept.Add(Vector2D.Lerp(p, q, side / (side - next)));
            }
        }
        return kept.Count > 2 ? [.. kept] : [];
    }

    /// <summary>What two polygons have in common, or nothing.</summary>
    public static Vector2D[] Common(Vector2D[] polygon, Vector2D[] other)
    {
        if (Apart(polygon, other) || Apart(other, polygon))
        {
            return [];
        }
        for (int i = 0; i < other.Length && polygon.Length > 0; i++)
        {
            polygon = polygon.LeftOf(other[i], other[(i + 1) % other.Length]);
        }
        return polygon.Length > 0 && Area(polygon) > 1e-6 ? polygon : [];
    }

    /// <summary>What of a polygon lies outside another, as convex pieces.</summary>
    public static IEnumerable<Vector2D[]> Without(this Vector2D[] polygon, Vector2D[] other)
    {
        if (Common(polygon, other).Length == 0)
        {
            yield return polygon;
            yield break;
        }
        for (int i = 0; i < other.Length && polygon.Length > 0; i++)
        {
            (Vector2D a, Vector2D b) = (other[i], other[(i + 1) % other.Length]);
            Vector2D[] outside = polygon.LeftOf(b, a);
            if (outside.Length > 0 && Area(outside) > 1e-6)
            {
                yield return outside;
            }
            polygon = polygon.LeftOf(a, b);
        }
    }

    // True if an edge of the other has the whole polygon on its outer side: the usual case, quickly.
    private static bool Apart(Vector2D[] polygon, Vector2D[] other)
    {
        for (int i = 0; i < other.Length; i++)
        {
            (Vector2D a, Vector2D line) = (other[i], other[(i + 1) % other.Length] - other[i]);
            bool outside = true;
            foreach (Vector2D p in polygon)
            {
                outside &= Vector2D.Cross(line, p - a) <= 0;
            }
            if (outside)
            {
                return true;
            }
        }
        return false;
    }

    private static double Area(Vector2D[] polygon) => Geometry.Area.SignedArea(polygon);
}
