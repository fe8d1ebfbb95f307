using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Simulation;

/// <summary>Our own car: the bicycle that moves it, and what the rest of the traffic sees of it.</summary>
internal sealed class OwnCar
{
    private const double CommandReach = 35;

    private static readonly AgentModel Model = new(AgentKind.Car, new(EgoVehicle.Length, EgoVehicle.Width, EgoVehicle.Height), Paint.White, false, 0);

    public OwnCar(LaneMap map, IReadOnlyList<int> route, double along, double speed)
    {
        LanePath path = new(map, route[0], along);
        foreach (int lane in route.Skip(1))
        {
            path.Append(lane);
        }
        Route = route;
        Vehicle = new(0, Model, DriverTraits.Expert, path, own: true) { Random = new(0), Speed = speed };
        path.At(along, 0, out Vector2D place, out Vector2D direction);
        Motion = new(place, Elementary.Atan2(direction.Y, direction.X), speed, 0);
        Show(0);
    }

    /// <summary>The lanes of the route, in order.</summary>
    public IReadOnlyList<int> Route { get; }

    /// <summary>What the others see.</summary>
    public Vehicle Vehicle { get; }

    /// <summary>How it moves.</summary>
    public Bicycle Motion { get; private set; }

    /// <summary>Where it is with respect to its route.</summary>
    public LaneKeeping Keeping { get; private set; }

    /// <summary>What the route asks for at the junction within reach, or the one it is in.</summary>
    public Command Command
    {
        get
        {
            LanePath path = Vehicle.Path;
            int leg = path.JunctionAfter(path.Now);
            if (leg < 0 || path.Start(leg) - path.Now > CommandReach)
            {
                return Command.Straight;
            }
            return path.Track(leg).Lane.Turn switch { Turn.Left => Command.Left, Turn.Right => Command.Right, _ => Command.Straight };
        }
    }

    /// <summary>The state as recordings have it.</summary>
    public EgoMotion Ego(bool onLane = true) => new()
    {
        Position = Motion.Position,
        Yaw = Motion.Yaw,
        Speed = Motion.Speed,
        Acceleration = Vehicle.Acceleration,
        YawRate = Motion.YawRate,
        Steering = Motion.Steering,
        Lane = onLane ? Vehicle.Path.Lane : -1,
        Along = onLane ? Vehicle.Path.Along : 0,
        Command = Command,
        Reason = Vehicle.Reason,
        ReasonAgent = Vehicle.ReasonAgent,
    };

    /// <summary>Moves on for a step.</summary>
    public void Step(double acceleration, double steering)
    {
        Bicycle before = Motion;
        Motion = before.Step(acceleration, steering, Recording.StepSeconds);
        double way = (before.Speed + Motion.Speed) / 2 * Recording.StepSeconds;
        Vehicle.Acceleration = (Motion.Speed - before.Speed) / Recording.StepSeconds;
        Vehicle.Travelled += way;
        Vehicle.Waited = Motion.Speed < 0.3 ? Vehicle.Waited + Recording.StepSeconds : 0;
        Show(way);
    }

    private void Show(double way)
    {
        LanePath path = Vehicle.Path;
        Keeping = LaneKeeping.Locate(path, path.Now + way, path.Now, Motion);
        path.MoveTo(Keeping.Place);
        (double sin, double cos) = Elementary.SinCos(Motion.Yaw);
        Vehicle.Heading = new(cos, sin);
        Vehicle.Position = Motion.Position + Vehicle.Heading * EgoVehicle.CentreForward;
        (Vehicle.Yaw, Vehicle.Speed, Vehicle.YawRate) = (Motion.Yaw, Motion.Speed, Motion.YawRate);
    }
}
