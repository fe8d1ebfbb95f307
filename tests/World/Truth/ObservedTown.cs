using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Tests.Truth;

/// <summary>Two towns with something of every kind around our car, observed at three places; made once for all tests.</summary>
public sealed class ObservedTown
{
    private const int Width = 256;

    private static readonly (AgentKind Kind, double Length, double Width, double Height)[] Kinds =
    [
        (AgentKind.Car, 4.5, 1.8, 1.5), (AgentKind.Adult, 0.6, 0.7, 1.75), (AgentKind.Truck, 7, 2.5, 3.1), (AgentKind.Bicycle, 1.8, 0.6, 1.7),
        (AgentKind.TrafficCone, 0.4, 0.4, 0.8), (AgentKind.Barrier, 0.5, 2.2, 1.0), (AgentKind.Bus, 11, 2.9, 3.3), (AgentKind.Child, 0.5, 0.5, 1.2), (AgentKind.Motorcycle, 2.1, 0.8, 1.6),
        (AgentKind.Trailer, 9, 2.5, 3.6), (AgentKind.ConstructionVehicle, 6.5, 2.7, 3), (AgentKind.Worker, 0.6, 0.7, 1.8), (AgentKind.PushablePullable, 0.7, 0.6, 1.1), (AgentKind.Debris, 0.8, 0.6, 0.5),
    ];

    public ObservedTown()
    {
        Rig = NuScenesRig.Create(Width);
        foreach (ulong seed in (ulong[])[3, 14])
        {
            Recording recording = Drive(seed);
            TownModel town = new(recording.Town);
            KeyframeObserver observer = new(Rig);
            for (int moment = 0; moment < recording.Moments.Count; moment++)
            {
                Seen.Add((recording, moment, observer.Observe(town, recording, moment)));
            }
            Towns.Add((town, recording));
        }
    }

    internal Rig Rig { get; }

    internal List<(TownModel Town, Recording Recording)> Towns { get; } = [];

    internal List<(Recording Recording, int Moment, KeyframeTruth Truth)> Seen { get; } = [];

    // Not a drive that anyone would take: our car at one place or two, everything else stands.
    private static Recording Drive(ulong seed)
    {
        Town town = TownGenerator.Create(seed);
        List<AgentModel> models = [.. town.Objects.Select(thing => thing.Model)];
        List<AgentState> states = [.. town.Objects.Select((thing, i) => new AgentState { Agent = i, Position = thing.Position, Yaw = thing.Yaw })];
        Lane[] lanes = [.. town.Lanes.Where(lane => lane.Junction < 0 && lane.Centre.Length > 40).OrderBy(lane => (lane.Centre.At(20) - (town.Low + town.High) * 0.5).Length).Take(4)];
        EgoMotion[] egos = [.. new[] { lanes[0], lanes[3] }.Take(seed == 3 ? 2 : 1).Select(lane => new EgoMotion { Position = lane.Centre.At(8), Yaw = lane.Centre.Heading(8), Lane = lane.Id, Along = 8 })];
        foreach (EgoMotion ego in egos)
        {
            for (int k = 0; k < Kinds.Length; k++)
            {
                (AgentKind kind, double length, double width, double height) = Kinds[k];
                // On a spiral around the car, the first place where there is room.
                Footprint footprint;
                Vector2D place;
                int attempt = 3 * k;
                do
                {
                    place = ego.Position + new Vector2D(Math.Cos(ego.Yaw + 2.4 * attempt), Math.Sin(ego.Yaw + 2.4 * attempt)) * (8 + 0.3 * attempt);
                    footprint = new(place, ego.Yaw + 0.3 * k, length, width);
                    attempt++;
                }
                while (town.Buildings.Any(b => b.Plot.Overlaps(footprint.Grown(0.5))) || states.Any(s => s.Footprint(models[s.Agent]).Overlaps(footprint)) || egos.Any(e => e.Footprint.Overlaps(footprint.Grown(2))));
                states.Add(new() { Agent = models.Count, Position = place.At(town.HeightAt(place)), Yaw = footprint.Yaw, Speed = 1, Travelled = k, Activity = Activity.Walking });
                models.Add(new(kind, new(length, width, height), (Paint)(k % 10), kind.IsCycle(), (ulong)k));
            }
        }
        return new()
        {
            Seed = seed,
            Town = town,
            Weather = Weather.Of(seed == 3 ? WeatherKind.Sunny : WeatherKind.Overcast, 0.8, 0.4),
            Agents = models,
            Route = [lanes[0].Id],
            Moments = [.. egos.Select((ego, i) => new Moment(i * Recording.StepSeconds, ego, states))],
        };
    }
}
