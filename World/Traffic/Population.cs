using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Traffic;

/// <summary>Decides who is on the streets of a town.</summary>
internal sealed class Population
{
    private const double TightBend = 1 / 9.0, GentleBend = 1 / 16.0, LongestTrailer = 6.8;

    private static readonly (AgentKind Kind, double Share)[] Mix =
    [
        (AgentKind.Car, 0.62), (AgentKind.Truck, 0.1), (AgentKind.Bus, 0.07), (AgentKind.Motorcycle, 0.09), (AgentKind.Bicycle, 0.12),
    ];

    private readonly LaneMap map;
    private readonly ulong seed;
    private readonly RandomStream random;
    private int nextId = 1;

    public Population(LaneMap map, ulong seed)
    {
        (this.map, this.seed) = (map, seed);
        random = new(seed, 0x7AFF);
    }

    /// <summary>Fills the streets around our own car.</summary>
    public void Fill(TrafficSimulation traffic)
    {
        double length = map.Town.Lanes.Where(lane => lane.Junction < 0).Sum(lane => lane.Centre.Length);
        int vehicles = (int)Math.Clamp(length / 50, 25, 100);
        int[] lanes = [.. map.Town.Lanes.Where(lane => lane.Junction < 0 && lane.Centre.Length > 24).Select(lane => lane.Id)];
        int[] near = [.. lanes.Where(lane => (map.Town.Lanes[lane].Centre.At(map.Town.Lanes[lane].Centre.Length / 2) - traffic.Own.Position).Length < 90)];
        AgentKind[] first = [AgentKind.Truck, AgentKind.Bus, AgentKind.Bus, AgentKind.Motorcycle, AgentKind.Bicycle, AgentKind.Truck, AgentKind.Motorcycle, AgentKind.Bicycle];
        for (int i = 0; i < vehicles; i++)
        {
            bool early = i < first.Length && near.Length > 0;
            AgentKind kind = early ? first[i] : DrawKind();
            AgentModel model = ObjectModels.Draw(kind, random, kind.IsCycle());
            for (int attempt = 0; attempt < 12; attempt++)
            {
                int lane = random.Pick(early ? near : lanes);
                if (TryPlace(traffic, model, lane, random.Unit(), kind == AgentKind.Truck && (i == 0 || random.Chance(0.35))))
                {
                    break;
                }
            }
        }
        People(traffic);
    }

    /// <summary>Lets somebody in from outside the town, out of sight.</summary>
    public void Enter(TrafficSimulation traffic)
    {
        if (map.Entries.Length == 0)
        {
            return;
        }
        int lane = random.Pick(map.Entries);
        AgentKind kind = DrawKind();
        AgentModel model = ObjectModels.Draw(kind, random, kind.IsCycle());
        if ((map.Town.Lanes[lane].Centre.Points[0] - traffic.Own.Position).Length >= 80)
        {
            TryPlace(traffic, model, lane, 0, kind == AgentKind.Truck && random.Chance(0.35));
        }
    }

    /// <summary>Draws a vehicle's way on until it reaches far enough.</summary>
    public void Extend(Vehicle vehicle)
    {
        LanePath path = vehicle.Path;
        while (path.End < path.Now + 150)
        {
            IReadOnlyList<int> next = map.Town.Lanes[path.Lanes[^1]].Successors;
            if (next.Count == 0)
            {
                return;
            }
            int choice = vehicle.Random.Pick(next);
            if (vehicle.Front + vehicle.Rear > 7 && Tightness(choice) > (vehicle.Trailer == null ? TightBend : GentleBend))
            {
                choice = next.MinBy(Tightness);
            }
            path.Append(choice);
        }
    }

    private double Tightness(int lane)
    {
        LaneTrack track = map.Tracks[lane];
        double most = 0;
        for (double s = 0; s < track.Length; s += 1)
        {
            most = Math.Max(most, Math.Abs(track.Curvature(s)));
        }
        return most;
    }

    private AgentKind DrawKind()
    {
        double draw = random.Unit();
        foreach ((AgentKind kind, double share) in Mix)
        {
            if ((draw -= share) < 0)
            {
                return kind;
            }
        }
        return AgentKind.Car;
    }

    private bool TryPlace(TrafficSimulation traffic, AgentModel model, int lane, double share, bool trailer)
    {
        AgentModel? pulled = trailer ? Shortened(ObjectModels.Draw(AgentKind.Trailer, random)) : null;
        double length = map.Tracks[lane].Length, half = model.Size.X / 2, back = half + (pulled == null ? 0 : pulled.Size.X + 1);
        double from = back + 2, to = length - half - 12;
        if (to <= from || !map.Town.Lanes[lane].Successors.Any() && length < 60)
        {
            return false;
        }
        double at = from + (to - from) * share;
        double gap = model.Kind.IsCycle() ? 5 : 8;
        foreach (Vehicle other in traffic.Vehicles)
        {
            if (other.Path.Lane == lane && other.Path.Along + other.Front > at - back - gap && other.Path.Along - other.Rear < at + half + gap)
            {
                return false;
            }
        }
        ulong id = (ulong)nextId;
        RandomStream own = new(seed, 0x100000 + id);
        Vehicle vehicle = new(nextId++, model, Traits(model, own, lane, pulled != null), new(map, lane, at)) { Random = own };
        vehicle.Speed = share == 0 ? 6 : 0.5 * vehicle.Pace(0, at);
        if (pulled != null)
        {
            vehicle.Pull(new(-1, pulled));
        }
        Extend(vehicle);
        if (model.Kind is AgentKind.Car or AgentKind.Truck && pulled == null && IsKerbLaneOfTwo(lane) && own.Chance(0.12) && length - at > 30)
        {
            vehicle.HaltAt = at + own.Between(12, length - at - 15);
            vehicle.HaltSeconds = own.Between(8, 25);
        }
        traffic.Add(vehicle);
        return true;
    }

    // Longer ones would sweep over the corners of narrow streets; they park.
    private static AgentModel Shortened(AgentModel trailer) => trailer with { Size = trailer.Size with { X = LongestTrailer - 0.25 * Math.Max(0, 11.5 - trailer.Size.X) } };

    private bool IsKerbLaneOfTwo(int lane)
    {
        Lane l = map.Town.Lanes[lane];
        return map.Town.Style.LeftHandTraffic ? l.LeftNeighbour < 0 && l.RightNeighbour >= 0 : l.RightNeighbour < 0 && l.LeftNeighbour >= 0;
    }

    private DriverTraits Traits(AgentModel model, RandomStream own, int lane, bool pulls)
    {
        double side = map.Town.Style.LeftHandTraffic ? 1 : -1, heavy = model.Size.X > 7 || pulls ? 1 : 0;
        bool bicycle = model.Kind == AgentKind.Bicycle;
        double spread = Math.Max(0, Math.Min(0.22, map.Town.Lanes[lane].Width / 2 - model.Size.Y / 2 - 0.3));
        return new()
        {
            Pace = own.Between(0.86, 1.04) - 0.08 * heavy,
            TopSpeed = bicycle ? own.Between(4, 6) : 30,
            Headway = own.Between(1.2, 1.7) + 0.2 * heavy,
            Acceleration = bicycle ? 1 : own.Between(1.5, 2) - 0.5 * heavy,
            Braking = own.Between(2, 2.5),
            JamGap = own.Between(1.7, 2.5),
            Left = bicycle ? side * own.Between(0.85, 1) : own.Between(-spread, spread),
        };
    }

    private void People(TrafficSimulation traffic)
    {
        Walkway[] pavements = [.. map.Town.Walkways.Where(w => w.Crossing < 0 && w.Centre.Length > 4)];
        if (pavements.Length == 0)
        {
            return;
        }
        double total = pavements.Sum(w => w.Centre.Length);
        int people = (int)Math.Clamp(total / 26, 20, 150);
        for (int i = 0; i < people; i++)
        {
            double place = random.Between(0, total);
            Walkway walkway = pavements[^1];
            foreach (Walkway candidate in pavements)
            {
                if ((place -= candidate.Centre.Length) < 0)
                {
                    walkway = candidate;
                    break;
                }
            }
            AddPerson(traffic, walkway, (ulong)i);
        }
    }

    private void AddPerson(TrafficSimulation traffic, Walkway walkway, ulong number)
    {
        RandomStream own = new(seed, 0x200000 + number);
        bool idle = own.Chance(0.14), child = own.Chance(0.15);
        Walker walker = new()
        {
            Model = ObjectModels.Draw(child ? AgentKind.Child : AgentKind.Adult, own),
            Random = own,
            Pace = child ? own.Between(0.9, 1.3) : own.Between(1.05, 1.55),
            Aside = idle ? own.Between(0.9, 1.1) : own.Between(0.1, 0.85),
            Walkway = walkway.Id,
            Forward = own.Chance(0.5),
            Along = own.Between(0.8, walkway.Centre.Length - 0.8),
            Pause = idle ? double.MaxValue : 0,
            Activity = idle ? Activity.Idling : Activity.Walking,
        };
        traffic.People.Place(walker);
        if (idle)
        {
            walker.Yaw = Angles.Wrap(walker.Yaw + own.Between(-Math.PI, Math.PI));
        }
        else if (!child && own.Chance(0.09))
        {
            traffic.People.Place(new()
            {
                Model = ObjectModels.Draw(AgentKind.Animal, own),
                Random = own,
                Pace = walker.Pace,
                Aside = walker.Aside,
                Owner = walker,
                Walkway = walker.Walkway,
                Forward = walker.Forward,
                Along = walker.Along,
            });
        }
    }
}
