using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>Houses along the streets, on the blocks between them.</summary>
internal static class BuildingPlan
{
    /// <summary>Places the houses of all blocks.</summary>
    public static void Place(TownDraft town)
    {
        RandomStream random = town.Stream(TownPart.Buildings);
        foreach (Block block in town.Blocks)
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
            double middle = s + width / 2, across = road.Profile.Outer(side) + setback + depth / 2;
            Vector2D centre = road.Point(middle, side * across), towardsStreet = road.Direction(middle).Left * -side;
            Footprint plot = new(centre, Shapes.Heading(new(towardsStreet.Y, -towardsStreet.X)), width, depth);
            if (Fits(block, plot) && town.Taken.TryTake(plot.Grown(0.02)))
            {
                town.Buildings.Add(Design(architecture, plot, random));
                s += width + gap;
            }
            else
            {
                s += 3;
            }
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

    /// <summary>True if the rectangle lies on the block, corners and edges.</summary>
    public static bool Fits(Block block, Footprint plot)
    {
        Vector2D[] corners = plot.Corners;
        for (int i = 0; i < 4; i++)
        {
            Vector2D a = corners[i], b = corners[(i + 1) % 4];
            int count = (int)Math.Ceiling((b - a).Length / 2.5);
            for (int k = 0; k < count; k++)
            {
                if (!block.Shape.Contains(Vector2D.Lerp(a, b, (double)k / count)))
                {
                    return false;
                }
            }
        }
        return true;
    }
}
