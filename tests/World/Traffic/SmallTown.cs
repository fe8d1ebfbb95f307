using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Traffic;

/// <summary>
/// A town for tests: a road from west to east with a zebra at x = −60, a road from south to north that crosses it at the origin and gives
/// way, and a road by itself far away where our own car stands.
/// </summary>
internal static class SmallTown
{
    public const int WestIn = 0, WestEast = 1, EastOut = 2, SouthIn = 3, SouthNorth = 4, NorthOut = 5, Apart = 6;

    public static Town Create() => new()
    {
        Seed = 0,
        Name = "Testau",
        Style = new(Architecture.Modern, Vegetation.Temperate, false),
        Lanes =
        [
            Straight(WestIn, new(-300, 0), new(-10, 0), successors: [WestEast]),
            Straight(WestEast, new(-10, 0), new(10, 0), successors: [EastOut]) with { Junction = 0, Turn = Turn.Straight, Predecessors = [WestIn], Conflicts = [new(SouthNorth, 7.5, 12.5, 7.5, 12.5, false)] },
            Straight(EastOut, new(10, 0), new(300, 0), predecessors: [WestEast]),
            Straight(SouthIn, new(0, -300), new(0, -10), successors: [SouthNorth]),
            Straight(SouthNorth, new(0, -10), new(0, 10), successors: [NorthOut]) with { Junction = 0, Turn = Turn.Straight, Predecessors = [SouthIn], Conflicts = [new(WestEast, 7.5, 12.5, 7.5, 12.5, true)] },
            Straight(NorthOut, new(0, 10), new(0, 300), predecessors: [SouthNorth]),
            Straight(Apart, new(-300, 290), new(-100, 290)),
        ],
        Junctions = [new(0, Square(0, 0, 10), [WestEast, SouthNorth])],
        Crossings =
        [
            new() { Id = 0, From = new(-60, -4), To = new(-60, 4), Width = 3.6, Area = new([new(-61.8, -4), new(-58.2, -4), new(-58.2, 4), new(-61.8, 4)]), Lanes = [(WestIn, 240)] },
        ],
        Walkways =
        [
            new(0, new([new(-60, -5.5), new(-60, 5.5)]), 3.6, 0, 1, 0),
            new(1, new([new(-90, -5.5), new(-60, -5.5)]), 2.5, 2, 0),
            new(2, new([new(-60, 5.5), new(-90, 5.5)]), 2.5, 1, 3),
        ],
        Ground = [new(Square(0, 0, 320), OccupancyClass.DriveableSurface, GroundMaterial.Asphalt, 0)],
        Markings = [],
        Buildings = [],
        Plants = [],
        Furniture = [],
        Objects = [],
        Low = new(-320, -320),
        High = new(320, 320),
        TerrainHeight = _ => 0,
    };

    /// <summary>The town's traffic with nobody but our own car, which stands apart.</summary>
    public static TrafficSimulation Empty()
    {
        LaneMap map = new(Create());
        AgentModel model = new(AgentKind.Car, new(EgoVehicle.Length, EgoVehicle.Width, EgoVehicle.Height), Paint.White, false, 0);
        Vehicle own = new(0, model, DriverTraits.Expert, new(map, Apart, 50), own: true) { Random = new(0) };
        TrafficSimulation traffic = new(map, 1, own, populated: false);
        traffic.BeginRecording();
        return traffic;
    }

    /// <summary>Adds a car.</summary>
    public static Vehicle Add(TrafficSimulation traffic, int lane, double along, double speed, double top = 12)
    {
        DriverTraits driver = new() { Pace = 1, TopSpeed = top, Headway = 1.4, Acceleration = 1.8, Braking = 2.2, JamGap = 2 };
        LanePath path = new(traffic.Map, lane, along);
        while (traffic.Map.Town.Lanes[path.Lanes[^1]].Successors.Count > 0)
        {
            path.Append(traffic.Map.Town.Lanes[path.Lanes[^1]].Successors[0]);
        }
        Vehicle vehicle = new(traffic.Vehicles.Count, new(AgentKind.Car, new(4.4, 1.8, 1.5), Paint.Red, false, 1), driver, path) { Random = new(7), Speed = speed };
        traffic.Add(vehicle);
        return vehicle;
    }

    /// <summary>Runs the traffic, looking at it after each step.</summary>
    public static void Run(TrafficSimulation traffic, double seconds, Action<double> look)
    {
        for (int step = 1; step <= seconds / Recording.StepSeconds; step++)
        {
            traffic.Decide(0);
            traffic.Move();
            look(step * Recording.StepSeconds);
        }
    }

    /// <summary>What a vehicle covers.</summary>
    public static Footprint Footprint(Vehicle vehicle) => new(vehicle.Position, vehicle.Yaw, vehicle.Model.Size.X, vehicle.Model.Size.Y);

    private static Lane Straight(int id, Vector2D from, Vector2D to, int[]? successors = null, int[]? predecessors = null) =>
        new() { Id = id, Centre = new Polyline([from, to]).Resample(2), Width = 3.3, SpeedLimit = 50 / 3.6, Road = id, Successors = successors ?? [], Predecessors = predecessors ?? [] };

    private static Area Square(double x, double y, double half) => new([new(x - half, y - half), new(x + half, y - half), new(x + half, y + half), new(x - half, y + half)]);
}
