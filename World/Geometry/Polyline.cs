using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Geometry;

/// <summary>A path in the ground plane through two or more points, measured by arc length (metres from its start).</summary>
public sealed class Polyline
{
    private readonly Vector2D[] points;
    private readonly double[] along;

    /// <summary>Through the given points; neighbours must differ.</summary>
    /// <exception cref="ArgumentException">There are fewer than two points, or two neighbours are the same.</exception>
    public Polyline(IEnumerable<Vector2D> points)
    {
        this.points = [.. points];
        if (this.points.Length < 2)
        {
            throw new ArgumentException("A polyline needs two points or more.", nameof(points));
        }
        along = new double[this.points.Length];
        for (int i = 1; i < along.Length; i++)
        {
            double step = (this.points[i] - this.points[i - 1]).Length;
            along[i] = step > 1e-9 ? along[i - 1] + step : throw new ArgumentException($"Points {i - 1} and {i} of a polyline are the same.", nameof(points));
        }
    }

    /// <summary>The points.</summary>
    public IReadOnlyList<Vector2D> Points => points;

    /// <summary>Arc length of each point.</summary>
    public IReadOnlyList<double> Along => along;

    /// <summary>Length in metres.</summary>
    public double Length => along[^1];

    /// <summary>The point at an arc length; beyond the ends the path goes straight on.</summary>
    public Vector2D At(double s)
    {
        int i = Segment(s);
        return Vector2D.Lerp(points[i], points[i + 1], (s - along[i]) / (along[i + 1] - along[i]));
    }

    /// <summary>Unit vector of travel at an arc length.</summary>
    public Vector2D Direction(double s)
    {
        int i = Segment(s);
        return (points[i + 1] - points[i]).Normalized;
    }

    /// <summary>Heading at an arc length, radians, smoothed between the middles of segments.</summary>
    public double Heading(double s)
    {
        int i = Segment(s);
        double middle = (along[i] + along[i + 1]) / 2;
        int j = s < middle ? Math.Max(0, i - 1) : Math.Min(points.Length - 2, i + 1);
        Vector2D here = Direction(middle);
        if (i == j)
        {
            return Elementary.Atan2(here.Y, here.X);
        }
        double other = (along[j] + along[j + 1]) / 2, share = Math.Clamp((s - middle) / (other - middle), 0, 1);
        Vector2D mixed = Vector2D.Lerp(here, Direction(other), share);
        return Elementary.Atan2(mixed.Y, mixed.X);
    }

    /// <summary>Curvature at an arc length, 1/m, positive to the left; measured over <paramref name="reach"/> metres either way.</summary>
    public double Curvature(double s, double reach = 2)
    {
        double from = Math.Max(0, s - reach), to = Math.Min(Length, s + reach);
        return to - from < 1e-6 ? 0 : Angles.Difference(Heading(to), Heading(from)) / (to - from);
    }

    /// <summary>The nearest point of the path: its arc length (within the path) and the signed distance, positive to the left.</summary>
    public (double Along, double Left) Project(Vector2D p)
    {
        double best = double.MaxValue, s = 0, left = 0;
        for (int i = 0; i + 1 < points.Length; i++)
        {
            Vector2D d = points[i + 1] - points[i], q = p - points[i];
            double length = along[i + 1] - along[i];
            double t = Math.Clamp(Vector2D.Dot(q, d) / (length * length), 0, 1);
            double distance = (q - d * t).Length;
            if (distance < best)
            {
                best = distance;
                s = along[i] + t * length;
                left = Vector2D.Cross(d, q) >= 0 ? distance : -distance;
            }
        }
        return (s, left);
    }

    /// <summary>The part between two arc lengths (from &lt; to, both within the path).</summary>
    public Polyline Part(double from, double to)
    {
        List<Vector2D> part = [At(from)];
        for (int i = 0; i < points.Length; i++)
        {
            if (along[i] > from + 1e-6 && along[i] < to - 1e-6)
            {
                part.Add(points[i]);
            }
        }
        part.Add(At(to));
        return new(part);
    }

    /// <summary>The path moved sideways, positive to the left, point by point along the bisectors.</summary>
    public Polyline Offset(double left)
    {
        List<Vector2D> moved = [];
        for (int i = 0; i < points.Length; i++)
        {
            Vector2D before = i > 0 ? (points[i] - points[i - 1]).Normalized : (points[1] - points[0]).Normalized;
            Vector2D after = i + 1 < points.Length ? (points[i + 1] - points[i]).Normalized : before;
            Vector2D normal = (before.Left + after.Left).Normalized;
            moved.Add(points[i] + normal * (left / Math.Max(0.3, Vector2D.Dot(normal, before.Left))));
        }
        return new(moved);
    }

    /// <summary>The same path with points at equal steps of at most <paramref name="step"/> metres.</summary>
    public Polyline Resample(double step)
    {
        int count = Math.Max(1, (int)Math.Ceiling(Length / step));
        return new(Enumerable.Range(0, count + 1).Select(i => i == count ? points[^1] : At(Length * i / count)));
    }

    /// <summary>The path in the other direction.</summary>
    public Polyline Reversed() => new(points.Reverse());

    private int Segment(double s)
    {
        int i = Array.BinarySearch(along, s);
        return Math.Clamp(i >= 0 ? i : ~i - 1, 0, points.Length - 2);
    }
}
