using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>Lamps, signs, posts, shelters, benches, walls and fences.</summary>
internal static class FurniturePlan
{
    private const double FromKerb = 0.35;

    /// <summary>Furnishes the streets.</summary>
    public static void Place(TownDraft town)
    {
        RandomStream random = town.Stream(TownPart.Furniture);
        foreach (Road road in town.Roads)
        {
            AtCrossings(town, road, random);
            Lamps(town, road, random);
            Speed(town, road, random);
            foreach (int side in (int[])[1, -1])
            {
                BehindPavement(town, road, side, random);
            }
        }
        foreach (JunctionPlan junction in town.Junctions)
        {
            foreach (Arm arm in junction.Arms.Where(arm => junction.Major is not null && !junction.IsMajor(arm) && arm.Arriving > 0))
            {
                AtKerb(town, arm.Road, arm.LeftSide, arm.Beyond(1), FurnitureKind.GiveWaySign, 2.4, Shapes.Heading(arm.Outward), random);
            }
        }
        Enclosures.Place(town, random);
    }

    private static void AtCrossings(TownDraft town, Road road, RandomStream random)
    {
        foreach (double s in road.Crossings)
        {
            double ahead = Shapes.Heading(road.Direction(s));
            // Signs face those who drive up to them: on the right of each direction.
            AtKerb(town, road, -1, s - CrossingPlan.Width / 2 - 0.5, FurnitureKind.CrossingSign, 2.6, ahead + Math.PI, random);
            AtKerb(town, road, 1, s + CrossingPlan.Width / 2 + 0.5, FurnitureKind.CrossingSign, 2.6, ahead, random);
            if (random.Chance(0.5))
            {
                foreach (int side in (int[])[1, -1])
                {
                    for (int i = 0; i < 3; i++)
                    {
                        AtKerb(town, road, side, s + side * (CrossingPlan.Width / 2 + 1.7 + 1.4 * i), FurnitureKind.Bollard, 0.9, ahead, random);
                        AtKerb(town, road, side, s - side * (CrossingPlan.Width / 2 + 0.5 + 1.4 * i), FurnitureKind.Bollard, 0.9, ahead, random);
                    }
                }
            }
        }
    }

    private static void Lamps(TownDraft town, Road road, RandomStream random)
    {
        double spacing = road.Profile.Lanes > 2 ? 28 : 25, height = road.Profile.Lanes > 2 ? 8.5 : random.Between(5.5, 7);
        bool wires = town.Style.Architecture is Architecture.Industrial or Architecture.Suburb && road.Profile.Lanes == 2 && random.Chance(0.5);
        int side = random.Chance(0.5) ? 1 : -1;
        for (double s = road.From + random.Between(4.0, 10); s < road.To - 2; s += spacing / (road.Profile.Lanes > 2 ? 2 : 1))
        {
            AtKerb(town, road, side, s, FurnitureKind.Lamp, height, Shapes.Heading(road.Direction(s).Left * -side), random);
            if (wires)
            {
                AtKerb(town, road, -side, s + 3, FurnitureKind.Pole, 7.5, Shapes.Heading(road.Direction(s)), random);
            }
            side = wires ? side : -side;
        }
    }

    private static void Speed(TownDraft town, Road road, RandomStream random)
    {
        if (road.To - road.From > 40 && random.Chance(0.5))
        {
            AtKerb(town, road, -1, road.From + 13.5, FurnitureKind.SpeedSign, 2.5, Shapes.Heading(-road.Direction(road.From + 13.5)), random);
            AtKerb(town, road, 1, road.To - 13.5, FurnitureKind.SpeedSign, 2.5, Shapes.Heading(road.Direction(road.To - 13.5)), random);
        }
    }

    /// <summary>Shelters, benches, cabinets and columns on the land behind the pavement, where it is free.</summary>
    private static void BehindPavement(TownDraft town, Road road, int side, RandomStream random)
    {
        Block block = town.BlockBeside(road, side);
        if (random.Chance(road.Profile.Lanes > 2 ? 0.5 : 0.25))
        {
            Behind(town, block, road, side, random.Between(road.From + 14, Math.Max(road.From + 15, road.To - 18)), FurnitureKind.BusShelter, new(4.2, 1.7), 2.5, random);
        }
        for (double s = road.From + 5; s < road.To - 5; s += random.Between(9.0, 22))
        {
            double draw = random.Unit();
            (FurnitureKind kind, Vector2D size, double height) = draw < (block.Use == BlockUse.Gardens ? 0.25 : 0.55) ? (FurnitureKind.Bench, new Vector2D(1.8, 0.7), 0.85)
                : draw < 0.75 ? (FurnitureKind.Cabinet, new Vector2D(1.1, 0.5), 1.2)
                : (FurnitureKind.Column, new Vector2D(1.2, 1.2), 3.2);
            Behind(town, block, road, side, s, kind, size, height, random);
        }
    }

    private static void Behind(TownDraft town, Block block, Road road, int side, double s, FurnitureKind kind, Vector2D size, double height, RandomStream random)
    {
        Vector2D place = road.Point(s, side * (road.Profile.Outer(side) + 0.15 + size.Y / 2)), facing = road.Direction(s).Left * -side;
        Footprint covered = new(place, Shapes.Heading(road.Direction(s)), size.X, size.Y);
        if (block.Holds(covered) && town.Taken.TryTake(covered))
        {
            town.Furniture.Add(new(kind, place.At(town.HeightAt(place)), Shapes.Heading(facing), 0, height, random.Next()));
        }
    }

    /// <summary>A post in the strip along the kerb.</summary>
    private static void AtKerb(TownDraft town, Road road, int side, double s, FurnitureKind kind, double height, double yaw, RandomStream random)
    {
        if (s < road.From || s > road.To || road.Crossings.Any(at => Math.Abs(at - s) < CrossingPlan.Width / 2 + 0.4))
        {
            return;
        }
        Vector2D place = road.Point(s, side * (road.Kerb(side, s) + FromKerb));
        if (town.Taken.TryTake(new(place, Shapes.Heading(road.Direction(s)), 0.3, 0.3)))
        {
            town.Furniture.Add(new(kind, place.At(town.HeightAt(place)), Angles.Wrap(yaw), 0, height, random.Next()));
        }
    }
}
