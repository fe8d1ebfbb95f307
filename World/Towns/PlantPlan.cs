using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>Trees along streets and in gardens.</summary>
internal static class PlantPlan
{
    /// <summary>Plants the town.</summary>
    public static void Place(TownDraft town)
    {
        RandomStream random = town.Stream(TownPart.Plants);
        foreach (Road road in town.Roads)
        {
            foreach (int side in (int[])[1, -1])
            {
                StreetTrees(town, road, side, random);
            }
        }
    }

    /// <summary>A tree of the town's vegetation.</summary>
    public static PlantKind TreeKind(Vegetation vegetation, RandomStream random) => vegetation switch
    {
        Vegetation.Temperate => random.Chance(0.9) ? PlantKind.Broadleaf : PlantKind.Conifer,
        Vegetation.Tropical => random.Chance(0.6) ? PlantKind.Palm : PlantKind.Broadleaf,
        Vegetation.Northern => random.Chance(0.7) ? PlantKind.Conifer : PlantKind.Broadleaf,
        _ => random.Chance(0.25) ? PlantKind.Palm : PlantKind.Broadleaf,
    };

    /// <summary>Trees in the bulges of the pavement between parked cars.</summary>
    private static void StreetTrees(TownDraft town, Road road, int side, RandomStream random)
    {
        for (int i = 0; i + 1 < road.Strips(side).Count; i++)
        {
            (double from, double to) = (road.Strips(side)[i].To, road.Strips(side)[i + 1].From);
            if (to - from < 5 && random.Chance(0.85))
            {
                double s = (from + to) / 2;
                Vector2D place = road.Point(s, side * (road.Profile.LaneEdge(side) + road.Profile.Parking(side) * 0.6));
                if (town.Taken.TryTake(new(place, 0, 0.7, 0.7)))
                {
                    town.Plants.Add(new(TreeKind(town.Style.Vegetation, random), place.At(Town.PavementHeight), random.Between(6.0, 9.5), random.Between(1.5, 2.3), 0, random.Between(-Math.PI, Math.PI), random.Next()));
                }
            }
        }
    }
}
