using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>Paint on the carriageways: middles, lanes, parking, zebras, stop lines.</summary>
internal static class StreetMarkings
{
    private const double Line = 0.13, Dash = 3, Gap = 4.5, FromCrossing = CrossingPlan.Width / 2 + 2.2;

    /// <summary>Paints all streets.</summary>
    public static void Paint(TownDraft town)
    {
        foreach (Road road in town.Roads)
        {
            if (road.Profile.Surface == GroundMaterial.Asphalt)
            {
                Middle(town, road);
                Lanes(town, road);
                Parking(town, road, 1);
                Parking(town, road, -1);
            }
            foreach (double s in road.Crossings)
            {
                Zebra(town, road, s);
            }
        }
        foreach (JunctionPlan junction in town.Junctions)
        {
            foreach (Arm arm in junction.Arms)
            {
                HoldLine(town, arm, !junction.IsMajor(arm));
            }
        }
    }

    private static void Middle(TownDraft town, Road road)
    {
        if (road.Profile.Median > 0)
        {
            return;
        }
        bool solid = road.Profile.Lanes > 2;
        foreach ((double from, double to) in Between(road, 2))
        {
            if (solid)
            {
                Strip(town, road, from, to, 0.14);
                Strip(town, road, from, to, -0.14);
            }
            else
            {
                Dashes(town, road, from, to, 0);
            }
        }
    }

    private static void Lanes(TownDraft town, Road road)
    {
        foreach (int side in (int[])[1, -1])
        {
            for (int i = 1; i < (side > 0 ? road.Profile.Backward : road.Profile.Forward); i++)
            {
                foreach ((double from, double to) in Between(road, 2))
                {
                    Dashes(town, road, from, to, side * (road.Profile.Median / 2 + i * road.Profile.LaneWidth));
                }
            }
        }
    }

    private static void Parking(TownDraft town, Road road, int side)
    {
        double edge = road.Profile.LaneEdge(side), width = road.Profile.Parking(side);
        foreach ((double from, double to) in road.Strips(side))
        {
            Strip(town, road, from + 1.3, to - 1.3, side * edge);
            int bays = (int)((to - from - 2.6) / CrossingPlan.Bay + 0.5);
            for (int i = 0; i <= bays; i++)
            {
                double s = from + 1.3 + i * CrossingPlan.Bay;
                town.Markings.Add(new(Shapes.Bar(road.Point(s, side * (edge + width / 2)), road.Direction(s), Line, width - 0.1)));
            }
        }
    }

    /// <summary>Bars half a metre wide, and a stop line before them for each direction.</summary>
    private static void Zebra(TownDraft town, Road road, double s)
    {
        Vector2D along = road.Direction(s);
        double right = road.Kerb(-1, s), left = road.Kerb(1, s);
        int bars = (int)((left + right - 0.3) / 1.0);
        for (int i = 0; i < bars; i++)
        {
            double across = -right + (left + right) * (i + 0.5) / bars;
            town.Markings.Add(new(Shapes.Bar(road.Point(s, across), along, CrossingPlan.Width, 0.5)));
        }
        foreach (int side in (int[])[1, -1])
        {
            double inner = road.Profile.Median / 2 + 0.15, outer = road.Profile.LaneEdge(side) - 0.1, at = s + side * (CrossingPlan.Width / 2 + 1.5);
            if (outer > inner)
            {
                town.Markings.Add(new(Shapes.Bar(road.Point(at, side * (inner + outer) / 2), road.Direction(at), 0.4, outer - inner)));
            }
        }
    }

    /// <summary>A broken line where a road without priority meets the junction.</summary>
    private static void HoldLine(TownDraft town, Arm arm, bool givesWay)
    {
        Road road = arm.Road;
        double inner = road.Profile.Median / 2 + 0.1, outer = road.Profile.LaneEdge(arm.LeftSide) - 0.1, at = arm.Beyond(0.4);
        if (!givesWay || arm.Arriving == 0)
        {
            return;
        }
        int bars = (int)((outer - inner) / 0.8);
        for (int i = 0; i < bars; i++)
        {
            double across = inner + (outer - inner) * (i + 0.5) / bars;
            town.Markings.Add(new(Shapes.Bar(road.Point(at, arm.LeftSide * across), road.Direction(at), 0.4, 0.5)));
        }
    }

    /// <summary>The stretches of a road between its ends and its crossings.</summary>
    private static IEnumerable<(double From, double To)> Between(Road road, double fromEnds)
    {
        List<double> stops = [road.From - FromCrossing + fromEnds, .. road.Crossings, road.To + FromCrossing - fromEnds];
        for (int i = 0; i + 1 < stops.Count; i++)
        {
            (double from, double to) = (stops[i] + FromCrossing, stops[i + 1] - FromCrossing);
            if (to - from > 0.5)
            {
                yield return (from, to);
            }
        }
    }

    private static void Dashes(TownDraft town, Road road, double from, double to, double toLeft)
    {
        for (double s = from; s < to - 0.5; s += Dash + Gap)
        {
            Strip(town, road, s, Math.Min(to, s + Dash), toLeft);
        }
    }

    private static void Strip(TownDraft town, Road road, double from, double to, double toLeft) =>
        town.Markings.Add(new(Shapes.Band(road.Piece(from, to, toLeft - Line / 2), road.Piece(from, to, toLeft + Line / 2))));
}
