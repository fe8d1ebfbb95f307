using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>Houses along the streets, on the blocks between them; here and there a building site.</summary>
internal static class BuildingPlan
{
    private const int MostSites = 3;

    /// <summary>Places the houses of all blocks.</summary>
    public static void Place(TownDraft town)
    {
        RandomStream random = town.Stream(TownPart.Buildings);
        foreach (Block block in town.Blocks.Where(block => block.Use != BlockUse.Park))
        {
            foreach ((Road road, int side) in block.Sides)
            {
                AlongStreet(town, block, road, side, random);
            }
        }
    }

    private static void AlongStreet(TownDraft town, Block block, Road road, int side, RandomStream random)
    {
        Architecture architecture = town.Style.Architecture;
        double s = road.From - 4;
        while (s < road.To - 4)
        {
            (double width, double depth, double setback, double gap) = architecture switch
            {
                Architecture.OldTown => (random.Between(8.0, 15), random.Between(9.0, 12), 0.15, random.Chance(0.12) ? random.Between(2.0, 5) : 0.05),
                Architecture.Modern => (random.Between(16.0, 32), random.Between(13.0, 20), random.Between(3.0, 7), random.Between(4.0, 11)),
                Architecture.Suburb => (random.Between(9.0, 14), random.Between(8.0, 11), random.Between(4.0, 7), random.Between(5.0, 10)),
                _ => (random.Between(16.0, 36), random.Between(14.0, 26), random.Between(4.0, 10), random.Between(5.0, 14)),
            };
            bool site = town.Sites.Count < MostSites && random.Chance(0.03);
            if (site)
            {
                (width, depth, setback, gap) = (15, 12, 0.3, 1.5);
            }
            double middle = s + width / 2, across = road.Profile.Outer(side) + setback + depth / 2;
            Vector2D centre = road.Point(middle, side * across), towardsStreet = road.Direction(middle).Left * -side;
            Footprint plot = new(centre, Shapes.Heading(new(towardsStreet.Y, -towardsStreet.X)), width, depth);
            if (!block.Holds(plot) || !town.Taken.TryTake(plot.Grown(0.02)))
            {
                s += architecture == Architecture.OldTown ? 1.5 : 3;
                continue;
            }
            if (site)
            {
                town.Sites.Add(plot);
                town.Ground.Add(new(new(plot.Corners), OccupancyClass.OtherFlat, GroundMaterial.Soil, 0.02));
            }
            else
            {
                town.Buildings.Add(Design(architecture, plot, random));
            }
            if (architecture == Architecture.Suburb && gap > 5.6)
            {
                BlockPlan.Drive(town, block, road, side, s + width + gap - 2.2, setback + depth * random.Between(0.4, 0.9));
            }
            s += width + gap;
        }
    }

    private static Building Design(Architecture architecture, Footprint plot, RandomStream random)
    {
        (int floors, double height, RoofKind roof, bool shop) = architecture switch
        {
            Architecture.OldTown => (3 + random.Index(3), random.Between(2.9, 3.3), random.Chance(0.75) ? RoofKind.Gable : RoofKind.Flat, random.Chance(0.5)),
            Architecture.Modern => (3 + random.Index(10), 3.4, RoofKind.Flat, random.Chance(0.4)),
            Architecture.Suburb => (1 + random.Index(2), 2.8, random.Chance(0.55) ? RoofKind.Gable : RoofKind.Hip, false),
            _ => (1 + random.Index(2), random.Between(4.2, 6), random.Chance(0.7) ? RoofKind.Flat : RoofKind.Gable, false),
        };
        return new(plot, floors, height, roof, shop, architecture, random.Next());
    }
}
