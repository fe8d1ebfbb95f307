using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Geometry;

/// <summary>Smooth curves between places with given directions.</summary>
internal static class Curves
{
    /// <summary>
    /// From a place to another, leaving and arriving in the given directions: straight, an arc as wide as fits, straight. Where the turn
    /// is slight or no such curve exists (a shift sideways, say) a cubic Bézier curve: lines side by side then stay beside each other.
    /// </summary>
    /// <param name="from">Start.</param>
    /// <param name="leaving">Unit direction at the start.</param>
    /// <param name="to">End.</param>
    /// <param name="arriving">Unit direction at the end.</param>
    /// <param name="step">Points at most this far apart.</param>
    public static Polyline Join(Vector2D from, Vector2D leaving, Vector2D to, Vector2D arriving, double step)
    {
        if (Math.Abs(Vector2D.Cross(leaving, arriving)) > 0.65)
        {
            (double first, double second) = Legs(from, leaving, to, arriving);
            if (first > 0.25 && second > 0.25)
            {
                return Fillet(from, leaving, to, arriving, first, second, step);
            }
        }
        double reach = 0.36 * (to - from).Length;
        List<Vector2D> points = [from];
        Bezier(points, from, from + leaving * reach, to - arriving * reach, to);
        return new Polyline(points).Resample(step);
    }

    /// <summary>How far the place where the two directions meet lies ahead of the start, and how far before the end.</summary>
    public static (double First, double Second) Legs(Vector2D from, Vector2D leaving, Vector2D to, Vector2D arriving)
    {
        double cross = Vector2D.Cross(leaving, arriving);
        return (Vector2D.Cross(to - from, arriving) / cross, Vector2D.Cross(leaving, to - from) / cross);
    }

    /// <summary>Points of a cubic with given ends and derivatives, without the first.</summary>
    public static void Hermite(List<Vector2D> points, Vector2D from, Vector2D leaving, Vector2D to, Vector2D arriving) =>
        Bezier(points, from, from + leaving * (1.0 / 3), to - arriving * (1.0 / 3), to, 200);

    /// <summary>The points without those that lie within <paramref name="tolerance"/> of the line through their neighbours (Douglas and Peucker); the ends stay.</summary>
    public static Vector2D[] Simplify(IReadOnlyList<Vector2D> points, double tolerance = 0.01)
    {
        bool[] kept = new bool[points.Count];
        kept[0] = kept[^1] = true;
        Stack<(int First, int Last)> open = new();
        open.Push((0, points.Count - 1));
        while (open.TryPop(out (int First, int Last) span))
        {
            Vector2D along = (points[span.Last] - points[span.First]).Normalized;
            int farthest = -1;
            double most = tolerance;
            for (int i = span.First + 1; i < span.Last; i++)
            {
                double distance = Math.Abs(Vector2D.Cross(along, points[i] - points[span.First]));
                if (distance > most)
                {
                    (most, farthest) = (distance, i);
                }
            }
            if (farthest >= 0)
            {
                kept[farthest] = true;
                open.Push((span.First, farthest));
                open.Push((farthest, span.Last));
            }
        }
        return [.. points.Where((_, i) => kept[i])];
    }

    private static Polyline Fillet(Vector2D from, Vector2D leaving, Vector2D to, Vector2D arriving, double first, double second, double step)
    {
        double turn = Elementary.Acos(Vector2D.Dot(leaving, arriving));
        double tangent = Math.Min(first, second), radius = tangent / Elementary.Tan(turn / 2), handle = 4.0 / 3 * Elementary.Tan(turn / 4) * radius;
        Vector2D begin = from + leaving * (first - tangent), end = to - arriving * (second - tangent);
        List<Vector2D> points = [from];
        if (first - tangent > 1e-3)
        {
            points.Add(begin);
        }
        Bezier(points, begin, begin + leaving * handle, end - arriving * handle, end);
        if (second - tangent > 1e-3)
        {
            points.Add(to);
        }
        else
        {
            points[^1] = to;
        }
        return new Polyline(points).Resample(step);
    }

    private static void Bezier(List<Vector2D> points, Vector2D a, Vector2D b, Vector2D c, Vector2D d, int count = 80)
    {
        for (int i = 1; i < count; i++)
        {
            double t = (double)i / count, u = 1 - t;
            points.Add(a * (u * u * u) + b * (3 * u * u * t) + c * (3 * u * t * t) + d * (t * t * t));
        }
        points.Add(d);
    }
}
