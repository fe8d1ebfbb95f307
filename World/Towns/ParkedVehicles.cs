using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Towns;

/// <summary>Vehicles in the parking strips.</summary>
internal static class ParkedVehicles
{
    private const double Ends = 1.3;

    /// <summary>Parks vehicles along all streets.</summary>
    public static void Place(TownDraft town)
    {
        RandomStream random = town.Stream(TownPart.Objects);
        foreach (Road road in town.Roads)
        {
            double share = random.Between(0.55, 0.9);
            foreach (int side in (int[])[1, -1])
            {
                foreach ((double from, double to) in road.Strips(side))
                {
                    if (!town.Closed.Any(closed => closed.Road == road && closed.Side == side && closed.From < to && closed.To > from))
                    {
                        Fill(town, road, side, from + Ends, to - Ends, share, random);
                    }
                }
            }
        }
    }

    private static void Fill(TownDraft town, Road road, int side, double from, double to, double share, RandomStream random)
    {
        double s = from;
        while (s + CrossingPlan.Bay < to + 0.1)
        {
            double left = to - s, draw = random.Unit();
            bool wide = road.Profile.Parking(side) >= RoadProfile.WideParking;
            AgentKind kind = wide && left > 11 && draw < 0.22 ? random.Chance(0.5) ? AgentKind.Truck : AgentKind.Trailer : draw > 0.93 ? AgentKind.Motorcycle : AgentKind.Car;
            int bays = kind is AgentKind.Truck or AgentKind.Trailer ? 2 : 1;
            double middle = s + bays * CrossingPlan.Bay / 2;
            if (!random.Chance(share))
            {
                bays = 1; // an empty place
            }
            else if (kind == AgentKind.Motorcycle)
            {
                for (int i = -1; i <= 1; i++)
                {
                    Stand(town, road, side, middle + 1.5 * i, ObjectModels.Draw(kind, random), 0.5 * Math.PI + random.Between(-0.15, 0.15), random);
                }
            }
            else
            {
                AgentModel model = ObjectModels.Draw(kind, random);
                Stand(town, road, side, middle + random.Between(-0.3, 0.3), model, random.Between(-0.025, 0.025), random);
            }
            s += bays * CrossingPlan.Bay;
        }
    }

    /// <summary>Stands a vehicle in the strip, a hand's breadth from the kerb, headed with the traffic beside it.</summary>
    private static void Stand(TownDraft town, Road road, int side, double s, AgentModel model, double turned, RandomStream random)
    {
        bool across = Math.Abs(turned) > 1;
        double half = (across ? model.Size.X : model.Size.Y) / 2, strip = road.Profile.Parking(side);
        double free = Math.Max(0, strip - 2 * half - 0.1), gap = across ? 0.1 : Math.Min(free, 0.12 + 0.25 * random.Unit());
        Vector2D place = road.Point(s, side * (road.Profile.LaneEdge(side) + strip - half - gap)), along = road.Direction(s);
        double yaw = Angles.Wrap(Shapes.Heading(side > 0 ? -along : along) + turned);
        StandingObject thing = new(model, place.At(0), yaw);
        if (town.Taken.TryTake(thing.Footprint))
        {
            town.Objects.Add(thing);
        }
    }
}
