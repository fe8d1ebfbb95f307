using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>Trees along streets, on islands, in gardens, parks and around the town.</summary>
internal static class PlantPlan
{
    /// <summary>Plants the town.</summary>
    public static void Place(TownDraft town)
    {
        RandomStream random = town.Stream(TownPart.Plants);
        foreach (Road road in town.Roads)
        {
            bool avenue = road.Profile.Pavement > 2.85 && random.Chance(0.6);
            foreach (int side in (int[])[1, -1])
            {
                InBulges(town, road, side, random);
                if (avenue)
                {
                    AtKerb(town, road, side, random);
                }
            }
            OnIslands(town, road, random);
        }
        foreach (Block block in town.Blocks)
        {
            Scatter(town, block, random);
        }
    }

    /// <summary>A tree of the town's vegetation.</summary>
    public static PlantKind TreeKind(Vegetation vegetation, RandomStream random) => vegetation switch
    {
        Vegetation.Temperate => random.Chance(0.9) ? PlantKind.Broadleaf : PlantKind.Conifer,
        Vegetation.Tropical => random.Chance(0.6) ? PlantKind.Palm : PlantKind.Broadleaf,
        Vegetation.Northern => random.Chance(0.7) ? PlantKind.Conifer : PlantKind.Broadleaf,
        Vegetation.Winter => random.Chance(0.7) ? PlantKind.Broadleaf : PlantKind.Conifer,
        _ => random.Chance(0.25) ? PlantKind.Palm : PlantKind.Broadleaf,
    };

    private static void InBulges(TownDraft town, Road road, int side, RandomStream random)
    {
        for (int i = 0; i + 1 < road.Strips(side).Count; i++)
        {
            (double from, double to) = (road.Strips(side)[i].To, road.Strips(side)[i + 1].From);
            if (to - from < 5 && random.Chance(0.9))
            {
                Tree(town, road.Point((from + to) / 2, side * (road.Profile.LaneEdge(side) + road.Profile.Parking(side) * 0.6)), random.Between(1.5, 2.3), random);
            }
        }
    }

    private static void AtKerb(TownDraft town, Road road, int side, RandomStream random)
    {
        for (double s = road.From + random.Between(3.0, 9); s < road.To - 3; s += random.Between(11.0, 15))
        {
            bool open = road.Crossings.All(at => Math.Abs(at - s) > 5);
            if (open && !road.Strips(side).Any(strip => s > strip.From - 3 && s < strip.To + 3))
            {
                Tree(town, road.Point(s, side * (road.Profile.LaneEdge(side) + 0.4)), random.Between(1.4, 1.9), random);
            }
        }
    }

    private static void OnIslands(TownDraft town, Road road, RandomStream random)
    {
        if (road.Profile.Median <= 0)
        {
            return;
        }
        bool trees = road.Profile.Median > 2.2 && random.Chance(0.6);
        foreach ((double from, double to) in GroundPlan.IslandSpans(road))
        {
            for (double s = from + 4; s < to - 3.5; s += trees ? random.Between(8.0, 12) : random.Between(2.5, 5))
            {
                if (trees)
                {
                    Tree(town, road.Point(s, 0), random.Between(1.3, 1.8), random);
                }
                else
                {
                    Bush(town, road.Point(s, 0), Math.Min(0.6, road.Profile.Median / 2 - 0.45), random);
                }
            }
        }
    }

    /// <summary>Trees and bushes on the open ground of a block: many in parks and outside the town, some in gardens, few on paved ground.</summary>
    private static void Scatter(TownDraft town, Block block, RandomStream random)
    {
        double perTree = (block.Use switch { BlockUse.Park => 55, BlockUse.Gardens => block.Outside ? 130 : 110, _ => 420 }) * (town.Style.Vegetation == Vegetation.Dry ? 1.8 : 1);
        Vector2D low = new(block.Shape.Outline.Min(p => p.X), block.Shape.Outline.Min(p => p.Y)), high = new(block.Shape.Outline.Max(p => p.X), block.Shape.Outline.Max(p => p.Y));
        int count = (int)((high.X - low.X) * (high.Y - low.Y) / perTree);
        for (int i = 0; i < count; i++)
        {
            Vector2D place = new(random.Between(low.X, high.X), random.Between(low.Y, high.Y));
            bool tree = random.Chance(block.Use == BlockUse.Paved ? 0.8 : 0.55);
            double radius = tree ? random.Between(1.6, 3.2) : random.Between(0.5, 1.1);
            if (block.Holds(new(place, 0, 2.2, 2.2)) && town.Taken.IsFree(new(place, 0, tree ? 1.5 * radius : 2 * radius, tree ? 1.5 * radius : 2 * radius)))
            {
                if (tree)
                {
                    Tree(town, place, radius, random);
                }
                else
                {
                    Bush(town, place, radius, random);
                }
            }
        }
    }

    private static void Tree(TownDraft town, Vector2D place, double radius, RandomStream random)
    {
        if (town.Taken.TryTake(new(place, 0, 0.5, 0.5)))
        {
            double height = town.Style.Vegetation == Vegetation.Dry ? random.Between(4.2, 6.5) : random.Between(5.8, 10);
            town.Plants.Add(new(TreeKind(town.Style.Vegetation, random), place.At(town.HeightAt(place)), height, radius, 0, random.Between(-Math.PI, Math.PI), random.Next()));
        }
    }

    private static void Bush(TownDraft town, Vector2D place, double radius, RandomStream random)
    {
        if (radius > 0.25 && town.Taken.TryTake(new(place, 0, 1.6 * radius, 1.6 * radius)))
        {
            town.Plants.Add(new(PlantKind.Bush, place.At(town.HeightAt(place)), radius * random.Between(1.3, 1.9), radius, 0, random.Between(-Math.PI, Math.PI), random.Next()));
        }
    }
}
