using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>What covers the ground: carriageways, pavements and islands, which share their edges, so that no gap lies between them.</summary>
internal static class GroundPlan
{
    /// <summary>Height of an island in the carriageway, metres.</summary>
    private const double IslandHeight = 0.12;

    /// <summary>Adds streets and junctions.</summary>
    public static void Streets(TownDraft town)
    {
        GroundMaterial paving = town.Style.Architecture switch
        {
            Architecture.OldTown => GroundMaterial.Cobbles,
            Architecture.Industrial => GroundMaterial.Concrete,
            Architecture.Modern => town.Stream(TownPart.Ground).Chance(0.5) ? GroundMaterial.Concrete : GroundMaterial.Slabs,
            _ => GroundMaterial.Slabs,
        };
        foreach (Road road in town.Roads)
        {
            town.Ground.Add(new(new(Shapes.Band(road.KerbLine(1), road.OuterLine(1))), OccupancyClass.Sidewalk, paving, Town.PavementHeight));
            town.Ground.Add(new(new(Shapes.Band(road.OuterLine(-1), road.KerbLine(-1))), OccupancyClass.Sidewalk, paving, Town.PavementHeight));
        }
        foreach (Corner corner in town.Junctions.SelectMany(junction => junction.Corners))
        {
            town.Ground.Add(new(new(Shapes.Band(corner.Outer, corner.Kerb)), OccupancyClass.Sidewalk, paving, Town.PavementHeight));
        }
        foreach (Road road in town.Roads)
        {
            town.Ground.Add(new(new(Shapes.Band(road.KerbLine(-1), road.KerbLine(1))), OccupancyClass.DriveableSurface, road.Profile.Surface, 0));
        }
        foreach (JunctionPlan junction in town.Junctions)
        {
            bool cobbled = junction.Arms.All(arm => arm.Road.Profile.Surface == GroundMaterial.Cobbles);
            town.Ground.Add(new(junction.Area, OccupancyClass.DriveableSurface, cobbled ? GroundMaterial.Cobbles : GroundMaterial.Asphalt, 0));
        }
        foreach (Road road in town.Roads.Where(road => road.Profile.Median > 0))
        {
            Islands(town, road);
        }
    }

    /// <summary>The stretches of a road's median between its ends and crossings.</summary>
    public static IEnumerable<(double From, double To)> IslandSpans(Road road)
    {
        List<double> stops = [road.From + 1.5 - GapAtCrossing, .. road.Crossings, road.To - 1.5 + GapAtCrossing];
        for (int i = 0; i + 1 < stops.Count; i++)
        {
            (double from, double to) = (stops[i] + GapAtCrossing, stops[i + 1] - GapAtCrossing);
            if (to - from > 2.2)
            {
                yield return (from, to);
            }
        }
    }

    private const double GapAtCrossing = CrossingPlan.Width / 2 + 0.3;

    private static void Islands(TownDraft town, Road road)
    {
        double half = road.Profile.Median / 2 - 0.3;
        foreach ((double from, double to) in IslandSpans(road))
        {
            Vector2D[] right = road.Piece(from + half, to - half, -half), left = road.Piece(from + half, to - half, half);
            Vector2D[] ring = [road.Point(from, 0), .. right, road.Point(to, 0), .. left.Reverse()];
            if (to - from > 2 * half + 1)
            {
                town.Ground.Add(new(new(ring), OccupancyClass.OtherFlat, GroundMaterial.Concrete, IslandHeight));
            }
        }
    }
}
