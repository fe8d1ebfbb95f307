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
            bool wide = road.Profile.Parking(side) >= RoadProfile.WideParking && Straight(road, s);
            AgentKind kind = wide && left > 2 * CrossingPlan.Bay - 0.1 && draw < 0.24 ? draw < 0.1 ? AgentKind.Truck : draw < 0.19 ? AgentKind.Trailer : AgentKind.Bus
                : draw > 0.93 ? AgentKind.Motorcycle : draw > 0.9 ? AgentKind.TrafficCone : AgentKind.Car;
            int bays = kind is AgentKind.Truck or AgentKind.Trailer or AgentKind.Bus ? 2 : 1;
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
            else if (kind == AgentKind.TrafficCone)
            {
                KeepFree(town, road, side, middle, random);
            }
            else
            {
                Stand(town, road, side, middle + random.Between(-0.25, 0.25), ObjectModels.Draw(kind, random), random.Between(-0.025, 0.025), random);
            }
            s += bays * CrossingPlan.Bay;
        }
    }

    /// <summary>True where a long vehicle stays in the strip over its whole length.</summary>
    private static bool Straight(Road road, double s) => Vector2D.Cross(road.Direction(s), road.Direction(s + 2 * CrossingPlan.Bay)) is > -0.1 and < 0.1;

    /// <summary>Four cones that keep a place free for somebody who moves house.</summary>
    private static void KeepFree(TownDraft town, Road road, int side, double middle, RandomStream random)
    {
        foreach (double along in (double[])[-2, 2])
        {
            foreach (double across in (double[])[0.5, road.Profile.Parking(side) - 0.5])
            {
                town.TryStand(ObjectModels.Draw(AgentKind.TrafficCone, random), road.Point(middle + along, side * (road.Profile.LaneEdge(side) + across)), random.Between(-3.0, 3));
            }
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
        town.TryStand(model, place, yaw);
    }
}
