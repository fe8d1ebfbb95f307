using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>Where people cross the streets and where cars park along them.</summary>
internal static class CrossingPlan
{
    /// <summary>Width of a crossing, metres.</summary>
    public const double Width = 3.6;

    /// <summary>Distance of a crossing's middle from the junction: a car that has turned can wait before it and leave the junction free.</summary>
    private const double Setback = 7.2;

    /// <summary>Length of a place to park along the street, metres.</summary>
    public const double Bay = 5.8;

    /// <summary>Chooses crossings and parking strips of all roads.</summary>
    public static void Draw(IReadOnlyList<Road> roads, RandomStream random)
    {
        foreach (Road road in roads)
        {
            double length = road.To - road.From;
            bool first = random.Chance(0.75) && length > 26, last = random.Chance(0.75) && length > 40, middle = random.Chance(0.4);
            if (first)
            {
                road.Crossings.Add(road.From + Setback);
            }
            if (middle && length > 75)
            {
                road.Crossings.Add(road.From + length * random.Between(0.45, 0.55));
            }
            if (last)
            {
                road.Crossings.Add(road.To - Setback);
            }
            Park(road, 1);
            Park(road, -1);
        }
    }

    /// <summary>The crossings as the town has them.</summary>
    public static List<Crossing> Build(IReadOnlyList<Road> roads, LaneNetwork network)
    {
        List<Crossing> crossings = [];
        foreach (Road road in roads)
        {
            foreach (double s in road.Crossings)
            {
                Vector2D from = road.Point(s, road.Kerb(1, s)), to = road.Point(s, -road.Kerb(-1, s));
                Vector2D along = road.Direction(s);
                crossings.Add(new()
                {
                    Id = crossings.Count,
                    From = from,
                    To = to,
                    Width = Width,
                    Area = new(Shapes.Bar(Vector2D.Lerp(from, to, 0.5), along, Width, (to - from).Length + 0.1)), // up to the kerb stones
                    Lanes = [.. network.Of(road, 1).Concat(network.Of(road, -1)).Select(lane => (lane, AlongOf(network.Lanes[lane].Centre, road, s)))],
                });
            }
        }
        return crossings;
    }

    private static double AlongOf(Polyline lane, Road road, double s)
    {
        // A long street may bend round: the lane is met where it runs beside this station, not wherever the crossing's line cuts it.
        (_, double aside) = road.Path.Middle.Part(s - 1, s + 1).Project(Nearest(lane, road.Point(s, 0)));
        return lane.Project(road.Point(s, aside)).Along;
    }

    private static Vector2D Nearest(Polyline line, Vector2D p) => line.At(line.Project(p).Along);

    /// <summary>Parking strips keep away from junctions and crossings, and make room for a tree after every third car.</summary>
    private static void Park(Road road, int side)
    {
        const double FromJunction = 6, FromCrossing = 6.5, Tree = 2.4, Ends = 2.6;
        if (road.Profile.Parking(side) <= 0)
        {
            return;
        }
        List<double> stops = [road.From - FromCrossing + FromJunction, .. road.Crossings, road.To + FromCrossing - FromJunction];
        for (int i = 0; i + 1 < stops.Count; i++)
        {
            double from = stops[i] + FromCrossing, to = stops[i + 1] - FromCrossing;
            while (to - from > Ends + Bay)
            {
                int bays = Math.Min(3, (int)((to - from - Ends) / Bay));
                road.Strips(side).Add((from, from + bays * Bay + Ends));
                from += bays * Bay + Ends + Tree;
            }
        }
    }
}
