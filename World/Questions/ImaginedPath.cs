using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Questions;

/// <summary>A path that our own car might take: what it is, and six points 0.5 s apart, ego frame, rounded as they are spelled.</summary>
/// <param name="Kind">What it is: <c>keep</c>, <c>faster</c>, <c>brake</c>, <c>change left</c> …</param>
/// <param name="Does">The same in words, to follow <c>the car would</c>.</param>
/// <param name="Points">The points.</param>
internal sealed record ImaginedPath(string Kind, string Does, IReadOnlyList<(double X, double Y)> Points)
{
    private const double LaneWidth = 3.5, Acceleration = 2.5, Braking = 3, LeastSpeed = 3;

    /// <summary>
    /// The paths that can be imagined at a moment, always in the same order and without chance, so that the same manoeuvre is the same
    /// question at every key frame of a drive.
    /// </summary>
    public static IEnumerable<ImaginedPath> All(double speed, RoadAhead road)
    {
        double least = Math.Max(speed, LeastSpeed);
        if (speed > LeastSpeed)
        {
            yield return Along("keep", "keep its speed and follow its lane", t => (road, speed * t, 0));
            yield return Straight("straight", "keep its speed and go straight on", t => speed * t);
            yield return Along("brake", "brake hard in its lane", t => (road, Braked(speed, t), 0));
        }
        yield return Along("faster", "speed up in its lane", t => (road, speed * t + Acceleration * t * t / 2, 0));
        yield return Along("change left", "change to the left", t => (road, least * t, LaneWidth * Eased(t / 3)));
        yield return Along("change right", "change to the right", t => (road, least * t, -LaneWidth * Eased(t / 3)));
        yield return Arc("turn left", "turn left", Math.Min(least, 6), 1 / 9.0);
        yield return Arc("turn right", "turn right", Math.Min(least, 6), -1 / 9.0);
    }

    private static ImaginedPath Along(string kind, string does, Func<double, (RoadAhead Road, double Along, double Left)> at) => From(kind, does, t =>
    {
        (RoadAhead road, double along, double left) = at(t);
        // The car may not stand in the middle of its lane: what it is off at the start shrinks to nothing over the path.
        Vector2D start = road.Ahead.At(0), direction = road.Ahead.Direction(0);
        double off = Vector2D.Cross(direction, Vector2D.Zero - start), lead = Vector2D.Dot(direction, Vector2D.Zero - start);
        return road.Ahead.At(along + lead) + road.Ahead.Direction(along + lead).Left * (left + off * (1 - Eased(along / 15)));
    });

    private static ImaginedPath Straight(string kind, string does, Func<double, double> along) => From(kind, does, t => new(along(t), 0));

    private static ImaginedPath Arc(string kind, string does, double speed, double curvature) => From(kind, does, t =>
    {
        (double sin, double cos) = Elementary.SinCos(speed * t * curvature);
        return new(sin / curvature, (1 - cos) / curvature);
    });

    private static ImaginedPath From(string kind, string does, Func<double, Vector2D> at) => new(kind, does, [.. Trajectory.Times.Select(t =>
    {
        Vector2D p = at(t);
        return (Math.Round(p.X, 2, MidpointRounding.AwayFromZero), Math.Round(p.Y, 2, MidpointRounding.AwayFromZero));
    })]);

    private static double Braked(double speed, double t)
    {
        double stop = speed / Braking;
        return t < stop ? speed * t - Braking * t * t / 2 : speed * stop / 2;
    }

    private static double Eased(double x) => x >= 1 ? 1 : x <= 0 ? 0 : x * x * (3 - 2 * x);
}
