using VoxPilot.Core.Geometry;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Traffic;

/// <summary>A lane sampled at equal steps, so that a place on it is found by one look.</summary>
internal sealed class LaneTrack
{
    /// <summary>Lateral acceleration that drivers accept in bends, m/s².</summary>
    public const double LateralAcceleration = 1.9;

    private readonly Vector2D[] points, directions;
    private readonly double[] curvatures;
    private readonly double step;

    public LaneTrack(Lane lane)
    {
        Lane = lane;
        Length = lane.Centre.Length;
        int count = Math.Max(2, (int)Math.Ceiling(Length / 0.5));
        step = Length / count;
        (points, directions, curvatures) = (new Vector2D[count + 1], new Vector2D[count + 1], new double[count + 1]);
        for (int i = 0; i <= count; i++)
        {
            double s = i * step;
            points[i] = lane.Centre.At(s);
            (double sin, double cos) = Numerics.Elementary.SinCos(lane.Centre.Heading(s));
            directions[i] = new(cos, sin);
            curvatures[i] = lane.Centre.Curvature(s);
        }
    }

    /// <summary>The lane.</summary>
    public Lane Lane { get; }

    /// <summary>Its length, metres.</summary>
    public double Length { get; }

    /// <summary>The place at an arc length and a distance to the left, and the direction of travel there; beyond the ends the lane goes straight on.</summary>
    public void At(double s, double left, out Vector2D position, out Vector2D direction)
    {
        double u = s / step;
        int i = Math.Clamp((int)u, 0, points.Length - 2);
        double t = u - i, clamped = Math.Clamp(t, 0, 1);
        direction = Vector2D.Lerp(directions[i], directions[i + 1], clamped);
        direction *= 1 / direction.Length;
        position = Vector2D.Lerp(points[i], points[i + 1], clamped) + direction * ((t - clamped) * step) + direction.Left * left;
    }

    /// <summary>Curvature at an arc length, 1/m, positive to the left.</summary>
    public double Curvature(double s)
    {
        double u = s / step;
        int i = Math.Clamp((int)u, 0, points.Length - 2);
        double t = Math.Clamp(u - i, 0, 1);
        return curvatures[i] + (curvatures[i + 1] - curvatures[i]) * t;
    }

    /// <summary>Speed at an arc length: the limit times a driver's factor, or what the bend allows.</summary>
    public double Pace(double s, double factor)
    {
        double bend = Math.Abs(Curvature(s)), limit = Lane.SpeedLimit * factor;
        return bend * limit * limit > LateralAcceleration ? Math.Sqrt(LateralAcceleration / bend) : limit;
    }
}
