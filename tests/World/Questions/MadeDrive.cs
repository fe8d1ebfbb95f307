using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Tests.Questions;

/// <summary>
/// Drives built by hand on one road along x with a crossing at x = 90 and a junction at x = 160…184, after which the route goes straight or
/// turns off. Agents keep their velocity, unless they are told to stop. With left-hand traffic everything is mirrored.
/// </summary>
internal sealed class MadeDrive
{
    public const double CrossingAt = 90, JunctionFrom = 160, JunctionTo = 184;

    private readonly List<AgentModel> models = [];
    private readonly List<Func<double, AgentState>> states = [];

    public ulong Seed { get; init; } = 1;

    public bool LeftHand { get; init; }

    public int Lanes { get; init; } = 1;

    public Turn Turn { get; init; } = Turn.Straight;

    public Weather Weather { get; init; } = Weather.Of(WeatherKind.Sunny, 0, 0.5);

    public Architecture Architecture { get; init; } = Architecture.Suburb;

    public double Start { get; init; }

    public double Seconds { get; init; } = 8;

    /// <summary>Speed of our own car over time, m/s.</summary>
    public Func<double, double> Speed { get; init; } = _ => 8;

    public DrivingReason Reason { get; init; }

    public int ReasonAgent { get; init; } = -1;

    /// <summary>Share of agents that are hidden.</summary>
    public double Hidden { get; init; }

    /// <summary>How far the middle of the lane of the other direction lies beyond the middle of the road, metres.</summary>
    public double OncomingAt => Lanes == 2 ? 5.25 : 1.75;

    /// <summary>The side of our own lane: −1 with right-hand traffic, +1 with left-hand traffic.</summary>
    public double Side => LeftHand ? 1 : -1;

    /// <summary>Adds an agent by its place relative to the road: x along, y to the left with right-hand traffic (mirrored otherwise).</summary>
    public int Add(AgentKind kind, double x, double y, double yaw = 0, double speed = 0, Paint paint = Paint.White, Activity? activity = null, double stopsAfter = double.MaxValue, bool ridden = true)
    {
        bool rides = ridden && (kind is AgentKind.Bicycle or AgentKind.Motorcycle);
        int agent = models.Count;
        models.Add(new(kind, Size(kind), paint, rides, (ulong)agent));
        double m = LeftHand ? -1 : 1;
        (double sin, double cos) = Elementary.SinCos(yaw * m);
        Activity does = activity ?? (speed != 0 ? kind.IsPerson() ? Activity.Walking : Activity.Driving : kind.IsPerson() ? Activity.Idling : Activity.Standing);
        states.Add(t => new()
        {
            Agent = agent,
            Position = new(x + cos * speed * Math.Min(t, stopsAfter), y * m + sin * speed * Math.Min(t, stopsAfter), 0),
            Yaw = yaw * m,
            Speed = t < stopsAfter ? speed : 0,
            Activity = t < stopsAfter ? does : kind.IsPerson() ? Activity.Idling : Activity.Waiting,
            Lane = -1,
        });
        return agent;
    }

    public Recording Record()
    {
        Town town = Town();
        int[] route = Route();
        int count = (int)Math.Round(Seconds / Recording.StepSeconds) + 1;
        List<Moment> moments = [];
        double along = Start + 100;
        for (int i = 0; i < count; i++)
        {
            double t = i * Recording.StepSeconds, s = along;
            int k = 0;
            while (k + 1 < route.Length && s > town.Lanes[route[k]].Centre.Length)
            {
                s -= town.Lanes[route[k++]].Centre.Length;
            }
            Lane lane = town.Lanes[route[k]];
            moments.Add(new(t, new()
            {
                Position = lane.Centre.At(s),
                Yaw = lane.Centre.Heading(s),
                Speed = Speed(t),
                Acceleration = (Speed(t + 0.05) - Speed(t)) / 0.05,
                Lane = lane.Id,
                Along = s,
                Command = k == 0 && Turn != Turn.Straight && JunctionFrom + 100 - along < 60 ? Turn == Turn.Left ? Command.Left : Command.Right
                    : k == 1 && Turn != Turn.Straight ? Turn == Turn.Left ? Command.Left : Command.Right : Command.Straight,
                Reason = Reason,
                ReasonAgent = ReasonAgent,
            }, [.. states.Select(state => state(t))]));
            along += Speed(t) * Recording.StepSeconds;
        }
        return new() { Seed = Seed, Town = town, Weather = Weather, Agents = [.. models], Route = route, Moments = moments };
    }

    /// <summary>What the sensors see: all within 80 m; of the share of <see cref="Hidden"/> nothing, of another tenth of that share little.</summary>
    public IReadOnlyList<BoxTruth> Boxes(Recording recording, int moment)
    {
        Moment now = recording.Moments[moment];
        List<BoxTruth> boxes = [];
        foreach (AgentState state in now.Agents)
        {
            double distance = (new Vector2D(state.Position.X, state.Position.Y) - now.Ego.Position).Length;
            double draw = new RandomStream(Seed * 1000 + (ulong)state.Agent, (ulong)moment / 40).Unit();
            if (distance < 80)
            {
                double visible = draw < Hidden ? 0 : draw < Hidden * 1.1 ? 0.1 : 0.9;
                boxes.Add(new() { Agent = state.Agent, Model = recording.Agents[state.Agent], State = state, Visible = visible, Pixels = [visible > 0 ? 100 : 0, 0, 0, 0, 0, 0], LidarPoints = 5 });
            }
        }
        return boxes;
    }

    /// <summary>A drive of 20 s full of things that the seed chooses.</summary>
    public static MadeDrive Random(ulong seed)
    {
        RandomStream random = new(seed, 77);
        double cruise = random.Between(5, 12), brakeAt = random.Between(3, 14), stands = random.Chance(0.5) ? random.Between(2, 6) : 0;
        MadeDrive drive = new()
        {
            Seed = seed,
            LeftHand = random.Chance(0.3),
            Lanes = 1 + random.Index(2),
            Turn = (Turn)(1 + random.Index(3)),
            Weather = Weather.FromSeed(seed),
            Architecture = (Architecture)random.Index(4),
            Start = random.Between(-20, 60),
            Seconds = 20,
            Hidden = 0.3,
            Speed = t => stands == 0 || t < brakeAt ? cruise : t < brakeAt + 2 ? cruise * (brakeAt + 2 - t) / 2 : t < brakeAt + 2 + stands ? 0 : Math.Min(cruise, 2 * (t - brakeAt - 2 - stands)),
            Reason = (DrivingReason)random.Index(6),
            ReasonAgent = random.Index(12),
        };
        AgentKind[] beside = [AgentKind.Car, AgentKind.Car, AgentKind.Truck, AgentKind.Motorcycle, AgentKind.Bicycle, AgentKind.Barrier, AgentKind.TrafficCone, AgentKind.Bus, AgentKind.Trailer, AgentKind.ConstructionVehicle];
        AgentKind[] onRoad = [AgentKind.Car, AgentKind.Car, AgentKind.Truck, AgentKind.Bus, AgentKind.Bicycle, AgentKind.Motorcycle];
        AgentKind[] people = [AgentKind.Adult, AgentKind.Adult, AgentKind.Child, AgentKind.Worker];
        for (int i = 0; i < 14; i++)
        {
            drive.Add(random.Pick(beside), random.Between(-30, 260), random.Between(8, 11) * (random.Chance(0.6) ? -1 : 1), random.Chance(0.5) ? 0 : Math.PI, paint: (Paint)random.Index(10), ridden: false);
        }
        for (int i = 0; i < 8; i++)
        {
            bool ours = random.Chance(0.5);
            drive.Add(random.Pick(onRoad), random.Between(-20, 200), ours ? -1.75 : drive.OncomingAt, ours ? 0 : Math.PI, random.Between(2, 12), (Paint)random.Index(10), stopsAfter: random.Chance(0.4) ? random.Between(0, 15) : double.MaxValue);
        }
        for (int i = 0; i < 8; i++)
        {
            bool crosses = random.Chance(0.4);
            drive.Add(random.Pick(people), crosses ? CrossingAt : random.Between(0, 220), crosses ? random.Between(-30, -7) : random.Between(8, 11) * (random.Chance(0.5) ? -1 : 1),
                crosses ? Math.PI / 2 : 0, random.Chance(0.6) ? 1.4 : 0, activity: crosses ? Activity.Crossing : null);
        }
        return drive;
    }

    private int[] Route() => Turn == Turn.Straight ? [0, 1, 2] : [0, 4, 5];

    private Town Town()
    {
        double y = 1.75 * Side, turns = Turn == Turn.Left ? 1 : -1;
        List<Lane> lanes =
        [
            Road(0, [new(-100, y), new(JunctionFrom, y)], 0, [1, 4]),
            new() { Id = 1, Centre = new([new(JunctionFrom, y), new(JunctionTo, y)]), Width = 3.5, SpeedLimit = 10, Junction = 0, Turn = Turn.Straight, Successors = [2] },
            Road(2, [new(JunctionTo, y), new(500, y)], 1, []),
            Road(3, [new(500, OncomingAt * -Side), new(-100, OncomingAt * -Side)], 2, []),
            new() { Id = 4, Centre = Arc(new(JunctionFrom, y), turns, 12), Width = 3.5, SpeedLimit = 6, Junction = 0, Turn = turns > 0 ? Turn.Left : Turn.Right, Successors = [5] },
            Road(5, [new(JunctionFrom + 12, y + 12 * turns), new(JunctionFrom + 12, y + 300 * turns)], 3, []),
        ];
        if (Lanes == 2)
        {
            lanes[0] = lanes[0] with { LeftNeighbour = LeftHand ? -1 : 6, RightNeighbour = LeftHand ? 6 : -1 };
            lanes.Add(Road(6, [new(-100, y - 3.5 * Side), new(JunctionFrom, y - 3.5 * Side)], 0, []) with { LeftNeighbour = LeftHand ? 0 : -1, RightNeighbour = LeftHand ? -1 : 0 });
        }
        Vector2D[] crossing = [new(CrossingAt - 2, -7), new(CrossingAt + 2, -7), new(CrossingAt + 2, 7), new(CrossingAt - 2, 7)];
        return new()
        {
            Seed = Seed, Name = "made", Style = new(Architecture, Vegetation.Temperate, LeftHand), Lanes = lanes,
            Junctions = [new(0, new(Rectangle(JunctionFrom, -12, JunctionTo, 12)), [1, 4])],
            Crossings = [new() { Id = 0, From = new(CrossingAt, -7), To = new(CrossingAt, 7), Width = 4, Area = new(crossing), Lanes = [(0, CrossingAt + 100)] }],
            Walkways = [], Ground = [Asphalt(Rectangle(-100, -7, 500, 7)), Asphalt(Rectangle(JunctionFrom, -400, JunctionTo, 400))],
            Markings = [], Buildings = [], Plants = [], Furniture = [], Objects = [],
            Low = new(-100, -400), High = new(500, 400), TerrainHeight = _ => 0.05,
        };
    }

    private static Lane Road(int id, Vector2D[] points, int road, int[] next) => new() { Id = id, Centre = new(points), Width = 3.5, SpeedLimit = 13.9, Road = road, Successors = next };

    private static Polyline Arc(Vector2D from, double turns, double radius) => new(Enumerable.Range(0, 13).Select(i =>
    {
        (double sin, double cos) = Elementary.SinCos(Math.PI / 2 * i / 12);
        return from + new Vector2D(radius * sin, turns * radius * (1 - cos));
    }));

    private static Vector2D[] Rectangle(double x0, double y0, double x1, double y1) => [new(x0, y0), new(x1, y0), new(x1, y1), new(x0, y1)];

    private static GroundArea Asphalt(Vector2D[] outline) => new(new(outline), OccupancyClass.DriveableSurface, GroundMaterial.Asphalt, 0);

    private static Vector3D Size(AgentKind kind) => kind switch
    {
        AgentKind.Car => new(4.5, 1.8, 1.5),
        AgentKind.Truck => new(7.2, 2.4, 3),
        AgentKind.Bus => new(11, 2.9, 3.4),
        AgentKind.Trailer => new(9, 2.5, 3.5),
        AgentKind.ConstructionVehicle => new(6, 2.6, 3),
        AgentKind.Motorcycle or AgentKind.Bicycle => new(1.9, 0.7, 1.6),
        AgentKind.Barrier => new(0.6, 2, 1),
        AgentKind.TrafficCone => new(0.4, 0.4, 0.8),
        AgentKind.Child => new(0.5, 0.5, 1.2),
        _ => new(0.7, 0.7, 1.75),
    };
}
