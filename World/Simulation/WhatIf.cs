using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Simulation;

/// <summary>What would happen if our own car drove another path at a moment of a recording, while everyone else did what they did.</summary>
public static class WhatIf
{
    private const int Stride = 2; // moments between two looks
    private const double Look = Stride * Recording.StepSeconds;

    /// <summary>Checks a path.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="moment">Index of the moment at which the path begins.</param>
    /// <param name="path">Where the rear axle would be every 0.5 s, ego frame of that moment; the start (0, 0) is not among the points.</param>
    /// <exception cref="ArgumentException">The path is empty or not finite.</exception>
    public static WhatIfReport Check(Recording recording, int moment, IReadOnlyList<(double X, double Y)> path)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(moment);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(moment, recording.Moments.Count);
        if (path.Count == 0 || path.Any(p => !double.IsFinite(p.X) || !double.IsFinite(p.Y)))
        {
            throw new ArgumentException("A path needs one finite point or more, every 0.5 s in the ego frame.", nameof(path));
        }
        EgoMotion ego = recording.Moments[moment].Ego;
        int looks = Math.Min((int)Math.Round(path.Count * Trajectory.StepSeconds / Look), (recording.Moments.Count - 1 - moment) / Stride);
        double? collides = null, leaves = null, oncoming = null, runs = null;
        int agent = -1, person = -1;
        double yaw = ego.Yaw;
        Vector2D before = ego.Position;
        for (int i = 1; i <= looks; i++)
        {
            double time = i * Look;
            Vector2D here = Town(ego, At(path, time, ego.Speed)), step = here - before;
            double way = step.Length;
            if (way > 0.02)
            {
                yaw = Elementary.Atan2(step.Y, step.X);
            }
            before = here;
            Moment now = recording.Moments[moment + i * Stride];
            Footprint footprint = EgoVehicle.Footprint(here, yaw);
            if (collides is null && CollisionCheck.Touched(footprint, now.Agents, recording.Agents) is >= 0 and int touched)
            {
                (collides, agent) = (time, touched);
            }
            if (leaves is null && !CollisionCheck.OnRoad(recording.Town, footprint))
            {
                leaves = time;
            }
            if (oncoming is null && IsOncoming(recording.Town, footprint))
            {
                oncoming = time;
            }
            if (runs is null && way > 0.5 * Look && WhoIsCrossing(recording, now, footprint) is >= 0 and int crossing)
            {
                (runs, person) = (time, crossing);
            }
        }
        (double along, double across) = Forces(ego, path);
        return new()
        {
            Seconds = looks * Look,
            CollidesAt = collides,
            Agent = agent,
            LeavesRoadAt = leaves,
            OncomingAt = oncoming,
            RunsCrossingAt = runs,
            Person = person,
            MaxLongitudinal = along,
            MaxLateral = across,
        };
    }

    private static Vector2D Town(in EgoMotion ego, Vector2D local)
    {
        (double sin, double cos) = Elementary.SinCos(ego.Yaw);
        return ego.Position + new Vector2D(cos * local.X - sin * local.Y, sin * local.X + cos * local.Y);
    }

    // A smooth curve through the points (Catmull–Rom) that starts as the car moves now.
    private static Vector2D At(IReadOnlyList<(double X, double Y)> path, double time, double speed)
    {
        double u = time / Trajectory.StepSeconds;
        int i = Math.Min((int)u, path.Count - 1);
        double t = Math.Min(1, u - i), t2 = t * t, t3 = t2 * t;
        Vector2D a = Point(path, i - 1), b = Point(path, i), after = Point(path, Math.Min(i + 1, path.Count - 1)) - a;
        Vector2D start = i == 0 ? new(speed * Trajectory.StepSeconds, 0) : (b - Point(path, i - 2)) * 0.5;
        Vector2D end = i + 1 < path.Count ? after * 0.5 : b - a;
        return a * (2 * t3 - 3 * t2 + 1) + start * (t3 - 2 * t2 + t) + b * (3 * t2 - 2 * t3) + end * (t3 - t2);
    }

    private static Vector2D Point(IReadOnlyList<(double X, double Y)> path, int i) => i < 0 ? default : new(path[i].X, path[i].Y);

    private static bool IsOncoming(Town town, in Footprint footprint)
    {
        (double sin, double cos) = Elementary.SinCos(footprint.Yaw);
        bool against = false;
        foreach (Lane lane in town.Lanes)
        {
            Vector2D d = footprint.Centre - lane.Centre.At(lane.Centre.Length / 2);
            double reach = lane.Centre.Length / 2 + lane.Width;
            if (Vector2D.Dot(d, d) > reach * reach)
            {
                continue;
            }
            (double along, double left) = lane.Centre.Project(footprint.Centre);
            if (Math.Abs(left) > lane.Width / 2)
            {
                continue;
            }
            double with = Vector2D.Dot(lane.Centre.Direction(along), new(cos, sin));
            if (with > 0.3 || lane.Junction >= 0)
            {
                return false; // inside a junction all directions meet
            }
            against |= with < -0.5;
        }
        return against;
    }

    private static int WhoIsCrossing(Recording recording, Moment now, in Footprint footprint)
    {
        (double sin, double cos) = Elementary.SinCos(footprint.Yaw);
        Vector2D heading = new(cos, sin), front = footprint.Centre + heading * (footprint.Length / 2);
        foreach (Crossing crossing in recording.Town.Crossings)
        {
            if (!crossing.Area.Contains(front))
            {
                continue;
            }
            foreach (AgentState state in now.Agents)
            {
                Vector2D d = new Vector2D(state.Position.X, state.Position.Y) - front;
                if (state.Activity == Activity.Crossing && recording.Agents[state.Agent].Kind.IsPerson() && Math.Abs(Vector2D.Dot(d, heading)) < crossing.Width + 1 && Math.Abs(Vector2D.Cross(heading, d)) < 3.5)
                {
                    return state.Agent;
                }
            }
        }
        return -1;
    }

    private static (double Along, double Across) Forces(in EgoMotion ego, IReadOnlyList<(double X, double Y)> path)
    {
        double along = 0, across = 0, speed = ego.Speed, h = Trajectory.StepSeconds, turned = 0;
        for (int i = 0; i < path.Count; i++)
        {
            Vector2D step = Point(path, i) - Point(path, i - 1);
            double next = step.Length / h;
            // The first step's mean speed is that of its middle, a quarter of a second after now.
            along = Math.Max(along, Math.Abs(next - speed) / (i == 0 ? h / 2 : h));
            if (next > 0.5)
            {
                double direction = Elementary.Atan2(step.Y, step.X);
                across = Math.Max(across, Math.Abs(Angles.Difference(direction, turned)) / (i == 0 ? h / 2 : h) * next);
                turned = direction;
            }
            speed = next;
        }
        return (along, across);
    }
}
