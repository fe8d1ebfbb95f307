using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Questions;

/// <summary>
/// Says what would happen if our own car followed a path while all others did what they did in the recording: footprints at every moment,
/// the car's corners on the ground and its middle on lanes every 0.3 s. Between two points the car moves evenly, and its heading turns
/// evenly between the directions of the path at the points. An outcome that 0.25 m more on every side would change, or change by more
/// than a few hundredths of a second, is not certain.
/// </summary>
internal sealed class PathCheck
{
    /// <summary>Seconds between two looks.</summary>
    public const double StepSeconds = Recording.StepSeconds;

    private const int StepsPerPoint = Recording.StepsPerKeyframe, StepsPerLook = 6, StepsOfContact = 3;
    private const double Margin = 0.25, GroundMargin = 0.15, Near = 80, OwnReach = 2.22 + Margin * 1.5;

    // What is around the moment that was asked for last: lanes of its roads, and agents in reach at it and at each later moment. Several
    // paths are checked at one moment, and most agents are far. A check belongs to one thread.
    private (Recording Recording, int Moment, List<Lane> Lanes, AgentState[][] Agents)? around;

    /// <inheritdoc/>
    public PathOutcome Check(Recording recording, int moment, IReadOnlyList<(double X, double Y)> path)
    {
        EgoMotion now = recording.Moments[moment].Ego;
        EgoFrame frame = new(now);
        (Vector2D At, double Yaw)[] poses = Poses(path);
        (_, _, List<Lane> lanes, AgentState[][] agents) = Around(recording, moment);
        double? oncoming = null;
        bool narrow = false;
        int close = int.MaxValue;
        for (int i = 1; i < poses.Length; i++)
        {
            double time = i * StepSeconds;
            Footprint car = EgoVehicle.Footprint(frame.ToTown(poses[i].At), now.Yaw + poses[i].Yaw);
            (int agent, bool touches, bool behind) = Contact(recording, agents[i], car);
            if (touches)
            {
                return new() { Agent = agent, CollisionAfter = time, OncomingAfter = oncoming, Certain = !behind && !narrow && i - close <= StepsOfContact };
            }
            close = agent >= 0 ? Math.Min(close, i) : close;
            if (i % StepsPerLook != 0)
            {
                continue;
            }
            bool nearEdge = LeavesRoad(recording.Town, car.Grown(GroundMargin));
            if (nearEdge && LeavesRoad(recording.Town, car))
            {
                return new() { OffRoadAfter = time, OncomingAfter = oncoming, Certain = close == int.MaxValue };
            }
            narrow |= nearEdge;
            if (oncoming is null && OnOncomingLane(lanes, car))
            {
                oncoming = time;
            }
        }
        return new() { OncomingAfter = oncoming, Certain = !narrow && close == int.MaxValue };
    }

    /// <summary>Where the car is every <see cref="StepSeconds"/>, ego frame of the start, the start first.</summary>
    public static (Vector2D At, double Yaw)[] Poses(IReadOnlyList<(double X, double Y)> path)
    {
        Vector2D[] points = [Vector2D.Zero, .. path.Select(p => new Vector2D(p.X, p.Y))];
        double[] headings = new double[points.Length];
        for (int i = 1; i < points.Length; i++)
        {
            Vector2D d = points[Math.Min(i + 1, points.Length - 1)] - points[i - 1];
            headings[i] = d.Length < 0.2 ? headings[i - 1] : Elementary.Atan2(d.Y, d.X);
        }
        (Vector2D, double)[] poses = new (Vector2D, double)[(points.Length - 1) * StepsPerPoint + 1];
        for (int i = 0; i < poses.Length; i++)
        {
            int k = Math.Min(i / StepsPerPoint, points.Length - 2);
            double share = (double)(i - k * StepsPerPoint) / StepsPerPoint;
            poses[i] = (Vector2D.Lerp(points[k], points[k + 1], share), headings[k] + Angles.Difference(headings[k + 1], headings[k]) * share);
        }
        return poses;
    }

    private (Recording Recording, int Moment, List<Lane> Lanes, AgentState[][] Agents) Around(Recording recording, int moment)
    {
        if (around is not { } known || known.Recording != (object)recording || known.Moment != moment)
        {
            Vector2D here = recording.Moments[moment].Ego.Position;
            AgentState[][] agents = new AgentState[EgoFuture.Moments + 1][];
            List<AgentState> near = [];
            for (int i = 0; i < agents.Length; i++)
            {
                near.Clear();
                foreach (AgentState state in recording.Moments[moment + i].Agents)
                {
                    double x = state.Position.X - here.X, y = state.Position.Y - here.Y;
                    if (x * x + y * y < Near * Near)
                    {
                        near.Add(state);
                    }
                }
                agents[i] = [.. near];
            }
            known = (recording, moment, RoadAhead.LanesNear(recording.Town, here, Near).FindAll(lane => lane.Junction < 0), agents);
            around = known;
        }
        return known;
    }

    // The agent touched, or the one that comes within the margin.
    private static (int Agent, bool Touches, bool Behind) Contact(Recording recording, AgentState[] agents, in Footprint car)
    {
        int close = -1;
        Footprint grown = car.Grown(Margin);
        foreach (ref readonly AgentState state in agents.AsSpan())
        {
            double x = state.Position.X - car.Centre.X, y = state.Position.Y - car.Centre.Y;
            Vector3D size = recording.Agents[state.Agent].Size;
            double reach = OwnReach + (size.X + size.Y) / 2; // a rectangle's half diagonal is less than half the sum of its sides
            if (x * x + y * y > reach * reach)
            {
                continue;
            }
            Footprint other = state.Footprint(recording.Agents[state.Agent]);
            if (!grown.Overlaps(other))
            {
                continue;
            }
            if (car.Overlaps(other))
            {
                (double sin, double cos) = Elementary.SinCos(car.Yaw);
                return (state.Agent, true, x * cos + y * sin < -0.3 * car.Length && state.Speed > Thing.MovingSpeed);
            }
            close = state.Agent;
        }
        return (close, false, false);
    }

    private static bool LeavesRoad(Town town, in Footprint car) => car.Corners.Any(corner => town.GroundAt(corner) != OccupancyClass.DriveableSurface);

    private static bool OnOncomingLane(List<Lane> lanes, in Footprint car)
    {
        (double sin, double cos) = Elementary.SinCos(car.Yaw);
        bool oncoming = false;
        foreach (Lane lane in lanes)
        {
            (double along, double left) = lane.Centre.Project(car.Centre);
            if (Math.Abs(left) > lane.Width / 2 || along <= 0 || along >= lane.Centre.Length)
            {
                continue;
            }
            Vector2D direction = lane.Centre.Direction(along);
            double agreement = direction.X * cos + direction.Y * sin;
            if (agreement > 0.5)
            {
                return false;
            }
            oncoming |= agreement < -0.7;
        }
        return oncoming;
    }
}
