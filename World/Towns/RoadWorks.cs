using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Towns;

/// <summary>Works in parking strips, which close no lane, and the machines and people on building sites.</summary>
internal static class RoadWorks
{
    private const int Most = 3;

    /// <summary>Sets up two or three works in the streets, and fills the building sites.</summary>
    public static void Place(TownDraft town)
    {
        RandomStream random = town.Stream(TownPart.Works);
        List<(Road Road, int Side, double From, double To)> strips = [];
        foreach (Road road in town.Roads)
        {
            foreach (int side in (int[])[1, -1])
            {
                strips.AddRange(road.Strips(side).Where(strip => strip.To - strip.From > 13).Select(strip => (road, side, strip.From, strip.To)));
            }
        }
        random.Shuffle(strips);
        int works = Math.Min(strips.Count, Most - random.Index(2));
        // Wide strips first: an excavator fits there.
        foreach ((Road Road, int Side, double From, double To) strip in strips.OrderByDescending(strip => strip.Road.Profile.Parking(strip.Side)).Take(works))
        {
            town.Closed.Add(strip);
            InStrip(town, strip.Road, strip.Side, strip.From + 1.2, strip.To - 1.2, random);
        }
        foreach (Footprint site in town.Sites)
        {
            OnSite(town, site, random);
        }
    }

    private static void InStrip(TownDraft town, Road road, int side, double from, double to, RandomStream random)
    {
        double edge = road.Profile.LaneEdge(side), width = road.Profile.Parking(side);
        void Stand(AgentModel model, double s, double across, double turned) =>
            town.TryStand(model, road.Point(s, side * (edge + across)), Shapes.Heading(road.Direction(s)) + turned);

        // Cones lead away from the kerb at both ends, barriers stand along the lane.
        for (int i = 0; i < 4; i++)
        {
            double across = width - 0.35 - (width - 0.7) * i / 3;
            Stand(ObjectModels.Draw(AgentKind.TrafficCone, random), from + 0.3 + 0.75 * i, across, random.Between(-3.0, 3));
            Stand(ObjectModels.Draw(AgentKind.TrafficCone, random), to - 0.3 - 0.75 * i, across, random.Between(-3.0, 3));
        }
        for (double s = from + 4.6; s < to - 4.2; s += 2.85)
        {
            Stand(ObjectModels.Draw(AgentKind.Barrier, random), s, 0.36, side * Math.PI / 2 + random.Between(-0.04, 0.04));
        }
        double middle = (from + to) / 2 + random.Between(-1.0, 1.0);
        AgentModel machine = ObjectModels.Draw(AgentKind.ConstructionVehicle, random);
        double room = width - 0.85;
        if (room > 1.6)
        {
            // Street works use small excavators.
            machine = machine with { Size = new(Math.Min(machine.Size.X, 4.6), room, Math.Min(machine.Size.Z, 2.7)) };
            Stand(machine, middle, width - 0.06 - room / 2, random.Chance(0.5) ? 0 : Math.PI);
        }
        else
        {
            Stand(ObjectModels.Draw(AgentKind.Debris, random), middle, width - 0.7, random.Between(-3.0, 3));
        }
        for (int i = 0; i < 2; i++)
        {
            double s = middle + (i == 0 ? -1 : 1) * random.Between(3.0, 4.2);
            Stand(ObjectModels.Draw(AgentKind.Worker, random), s, width - random.Between(0.5, 0.9), random.Between(-3.0, 3));
        }
    }

    /// <summary>A fence on three sides, barriers along the pavement; an excavator, a lorry or trailer, people.</summary>
    private static void OnSite(TownDraft town, Footprint site, RandomStream random)
    {
        Vector2D along = Shapes.Direction(site.Yaw), front = along.Left;
        Vector2D At(double x, double y) => site.Centre + along * x + front * y;
        FootprintIndex inside = new(town.Low, town.High);
        void Stand(AgentModel model, Vector2D place, double yaw)
        {
            // The site itself is taken already; only what stands on it counts here.
            StandingObject thing = new(model, place.At(town.HeightAt(place)), Angles.Wrap(yaw));
            if (inside.TryTake(thing.Footprint.Grown(0.1)))
            {
                town.Objects.Add(thing);
            }
        }

        double half = site.Length / 2 - 0.3, deep = site.Width / 2 - 0.3;
        foreach ((Vector2D middle, double yaw, double length) in ((Vector2D, double, double)[])[(At(0, -deep), site.Yaw, 2 * half), (At(half, 0), site.Yaw + Math.PI / 2, 2 * deep), (At(-half, 0), site.Yaw + Math.PI / 2, 2 * deep)])
        {
            town.Furniture.Add(new(FurnitureKind.Fence, middle.At(town.HeightAt(middle)), Angles.Wrap(yaw), length, 1.9, random.Next()));
        }
        for (double x = -half + 1.6; x < half - 1.4; x += 2.75)
        {
            Stand(ObjectModels.Draw(AgentKind.Barrier, random), At(x, deep), site.Yaw + Math.PI / 2);
        }
        Stand(ObjectModels.Draw(AgentKind.ConstructionVehicle, random), At(-half + 3.8, random.Between(-0.5, 1.5)), site.Yaw + random.Between(-0.25, 0.25));
        Stand(ObjectModels.Draw(random.Chance(0.5) ? AgentKind.Truck : AgentKind.Trailer, random), At(random.Between(0.0, 1.0), -deep + 1.8), site.Yaw);
        for (int i = 0; i < 3; i++)
        {
            Stand(ObjectModels.Draw(AgentKind.Worker, random), At(random.Between(0.5, half - 1), random.Between(-1.0, deep - 1.2)), random.Between(-3.0, 3));
            Stand(ObjectModels.Draw(i == 0 ? AgentKind.Debris : AgentKind.TrafficCone, random), At(random.Between(-half + 1, half - 1), random.Between(-1.0, deep - 1)), random.Between(-3.0, 3));
        }
    }
}
