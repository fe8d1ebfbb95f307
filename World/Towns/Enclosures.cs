using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>Walls, fences and hedges where gardens, yards and parks meet the pavement.</summary>
internal static class Enclosures
{
    private const double Piece = 5;

    /// <summary>Encloses what the style encloses: fences around yards, walls between row houses, hedges and fences along gardens.</summary>
    public static void Place(TownDraft town, RandomStream random)
    {
        foreach (Block block in town.Blocks)
        {
            foreach ((Road road, int side) in block.Sides)
            {
                double draw = random.Unit();
                EnclosureKind kind = (town.Style.Architecture, block.Use) switch
                {
                    (_, BlockUse.Park) => draw < 0.4 ? EnclosureKind.Hedge : draw < 0.6 ? EnclosureKind.Fence : EnclosureKind.None,
                    (Architecture.OldTown, _) => draw < 0.75 ? EnclosureKind.Wall : EnclosureKind.None,
                    (Architecture.Suburb, _) => draw < 0.6 ? EnclosureKind.Hedge : draw < 0.85 ? EnclosureKind.Fence : EnclosureKind.Wall,
                    (Architecture.Industrial, _) => draw < 0.75 ? EnclosureKind.Fence : EnclosureKind.Wall,
                    _ => draw < 0.25 && block.Use == BlockUse.Gardens ? EnclosureKind.Hedge : EnclosureKind.None,
                };
                if (kind != EnclosureKind.None)
                {
                    Along(town, block, road, side, kind, random);
                }
            }
        }
    }

    private static void Along(TownDraft town, Block block, Road road, int side, EnclosureKind kind, RandomStream random)
    {
        double thick = kind == EnclosureKind.Hedge ? random.Between(0.7, 1.0) : 0.25, height = kind switch { EnclosureKind.Hedge => random.Between(0.9, 1.7), EnclosureKind.Fence => random.Between(1.1, 2), _ => random.Between(1.0, 2.2) };
        // A gate now and then; where a drive, a house or a shelter is, the place is taken.
        for (double s = road.From + 0.5; s + Piece < road.To; s += Piece)
        {
            double length = random.Chance(0.14) ? Piece - 2.2 : Piece;
            Vector2D from = road.Point(s, side * (road.Profile.Outer(side) + 0.2 + thick / 2)), to = road.Point(s + length, side * (road.Profile.Outer(side) + 0.2 + thick / 2));
            Vector2D middle = Vector2D.Lerp(from, to, 0.5);
            Footprint place = new(middle, Shapes.Heading(to - from), (to - from).Length, thick);
            if (!block.Holds(place) || !town.Taken.IsFree(place with { Length = place.Length - 0.1 }))
            {
                continue;
            }
            town.Taken.Take(place with { Length = place.Length - 0.1 });
            if (kind == EnclosureKind.Hedge)
            {
                town.Plants.Add(new(PlantKind.Hedge, middle.At(town.HeightAt(middle)), height, thick / 2, place.Length, place.Yaw, random.Next()));
            }
            else
            {
                town.Furniture.Add(new(kind == EnclosureKind.Wall ? FurnitureKind.Wall : FurnitureKind.Fence, middle.At(town.HeightAt(middle)), place.Yaw, place.Length, height, random.Next()));
            }
        }
    }

    private enum EnclosureKind
    {
        None,
        Wall,
        Fence,
        Hedge,
    }
}
