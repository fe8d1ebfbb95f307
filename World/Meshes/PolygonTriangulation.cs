using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Meshes;

/// <summary>Cuts polygons into triangles by clipping ears; holes are first joined to the outline by bridges.</summary>
internal static class PolygonTriangulation
{
    /// <summary>Counter-clockwise triangles that together cover the area. Points on straight lines and repeated points do no harm.</summary>
    public static List<(Vector2D A, Vector2D B, Vector2D C)> Triangulate(Area area)
    {
        List<Vector2D> ring = Cleaned(area.Outline, counterClockwise: true);
        IEnumerable<List<Vector2D>> holes = area.Holes.Select(hole => Cleaned(hole, counterClockwise: false)).Where(hole => hole.Count > 2);
        foreach (List<Vector2D> hole in holes.OrderByDescending(hole => hole.Max(p => p.X)))
        {
            Join(ring, hole);
        }
        return Clip(ring);
    }

    // Eberly's bridge: from the hole's rightmost point straight to the right, to the nearest edge; then to that edge's end, or to what hides it.
    private static void Join(List<Vector2D> ring, List<Vector2D> hole)
    {
        int start = 0;
        for (int i = 1; i < hole.Count; i++)
        {
            start = hole[i].X > hole[start].X ? i : start;
        }
        Vector2D from = hole[start];
        double nearest = double.MaxValue;
        int bridge = -1;
        for (int i = 0; i < ring.Count; i++)
        {
            (Vector2D a, Vector2D b) = (ring[i], ring[(i + 1) % ring.Count]);
            if (a.Y <= from.Y && b.Y >= from.Y && a.Y != b.Y)
            {
                double x = a.X + (from.Y - a.Y) / (b.Y - a.Y) * (b.X - a.X);
                if (x >= from.X && x < nearest)
                {
                    (nearest, bridge) = (x, a.X > b.X ? i : (i + 1) % ring.Count);
                }
            }
        }
        if (bridge < 0)
        {
            return; // the hole lies outside the outline
        }
        Vector2D met = new(nearest, from.Y), end = ring[bridge];
        double flattest = double.MaxValue;
        for (int i = 0; i < ring.Count; i++)
        {
            Vector2D p = ring[i], d = p - from;
            bool inside = end.Y < from.Y ? InTriangle(p, from, end, met) : InTriangle(p, from, met, end);
            if (p != end && d.X > 0 && inside && Reflex(ring, i) && (Math.Abs(d.Y) / d.X, d.Length).CompareTo((flattest, double.MaxValue)) < 0)
            {
                (flattest, bridge) = (Math.Abs(d.Y) / d.X, i);
            }
        }
        List<Vector2D> detour = [.. hole[start..], .. hole[..start], hole[start], ring[bridge]];
        ring.InsertRange(bridge + 1, detour);
    }

    private static List<(Vector2D, Vector2D, Vector2D)> Clip(List<Vector2D> ring)
    {
        List<(Vector2D, Vector2D, Vector2D)> triangles = [];
        List<Vector2D> left = [.. ring];
        int at = 0, tried = 0;
        while (left.Count > 2)
        {
            int before = (at + left.Count - 1) % left.Count, after = (at + 1) % left.Count;
            (Vector2D a, Vector2D b, Vector2D c) = (left[before], left[at], left[after]);
            double turn = Vector2D.Cross(b - a, c - b);
            // After a fruitless round only numerical noise is in the way: the next convex corner goes.
            bool flat = Math.Abs(turn) < 1e-9 && (tried > left.Count || a == c || a == b || b == c || Vector2D.Dot(b - a, c - b) > 0 && !Touched(left, a, b, c));
            if (flat || turn > 0 && (tried > left.Count || Ear(left, a, b, c)))
            {
                if (turn > 1e-12)
                {
                    triangles.Add((a, b, c));
                }
                left.RemoveAt(at);
                (at, tried) = (before < at ? before : before - 1, 0);
                at = Math.Max(0, at) % Math.Max(1, left.Count);
            }
            else if (++tried > 2 * left.Count + 2)
            {
                break; // what remains has no area
            }
            else
            {
                at = after;
            }
        }
        return triangles;
    }

    private static bool Ear(List<Vector2D> ring, Vector2D a, Vector2D b, Vector2D c)
    {
        foreach (Vector2D p in ring)
        {
            if (p != a && p != b && p != c && InTriangle(p, a, b, c))
            {
                return false;
            }
        }
        return true;
    }

    // A straight corner may go only if no other point lies on the edge that would replace it: a bridge may end there.
    private static bool Touched(List<Vector2D> ring, Vector2D a, Vector2D b, Vector2D c) => ring.Count(p => p == b) > 1 || a == c;

    private static bool InTriangle(Vector2D p, Vector2D a, Vector2D b, Vector2D c) =>
        Vector2D.Cross(b - a, p - a) >= 0 && Vector2D.Cross(c - b, p - b) >= 0 && Vector2D.Cross(a - c, p - c) >= 0;

    private static bool Reflex(List<Vector2D> ring, int i) =>
        Vector2D.Cross(ring[i] - ring[(i + ring.Count - 1) % ring.Count], ring[(i + 1) % ring.Count] - ring[i]) <= 0;

    private static List<Vector2D> Cleaned(IReadOnlyList<Vector2D> points, bool counterClockwise)
    {
        List<Vector2D> ring = [];
        for (int i = 0; i < points.Count; i++)
        {
            if (ring.Count == 0 || (points[i] - ring[^1]).Length > 1e-6)
            {
                ring.Add(points[i]);
            }
        }
        while (ring.Count > 1 && (ring[0] - ring[^1]).Length <= 1e-6)
        {
            ring.RemoveAt(ring.Count - 1);
        }
        if (Area.SignedArea(ring) > 0 != counterClockwise)
        {
            ring.Reverse();
        }
        return ring;
    }
}
