using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>What blocks are used for, and the ground of each.</summary>
internal static class BlockPlan
{
    /// <summary>Height of paved ground that is neither street nor pavement, metres.</summary>
    private const double PavedHeight = 0.02;

    private const int MostParks = 2;

    /// <summary>Chooses a use for each block and covers its ground.</summary>
    public static void Place(TownDraft town)
    {
        RandomStream random = town.Stream(TownPart.Ground);
        int parks = 0;
        foreach (Block block in town.Blocks)
        {
            double paved = town.Style.Architecture switch { Architecture.OldTown => 0.5, Architecture.Modern => 0.45, Architecture.Industrial => 0.7, _ => 0 };
            double draw = random.Unit();
            bool park = !block.Outside && parks < MostParks && random.Chance(0.2);
            parks += park ? 1 : 0;
            block.Use = park ? BlockUse.Park : !block.Outside && draw < paved ? BlockUse.Paved : BlockUse.Gardens;
            town.Ground.Add(block.Use == BlockUse.Paved
                ? new(block.Shape, OccupancyClass.OtherFlat, town.Style.Architecture == Architecture.OldTown ? GroundMaterial.Cobbles : GroundMaterial.Concrete, PavedHeight)
                : new(block.Shape, OccupancyClass.Terrain, GreenOf(town.Style.Vegetation, block, random), Relief.Flat));
        }
    }

    /// <summary>A paved way from the pavement to a garage beside a house.</summary>
    public static void Drive(TownDraft town, Block block, Road road, int side, double s, double length)
    {
        double from = road.Profile.Outer(side), middle = from + length / 2;
        Footprint place = new(road.Point(s, side * middle), Shapes.Heading(road.Direction(s).Left), length - 0.02, 3);
        if (block.Use == BlockUse.Gardens && block.Holds(place with { Length = length - 0.4 }) && town.Taken.IsFree(place))
        {
            Vector2D[] corners = [road.Point(s - 1.5, side * from), road.Point(s + 1.5, side * from), road.Point(s + 1.5, side * (from + length)), road.Point(s - 1.5, side * (from + length))];
            town.Ground.Add(new(new(side > 0 ? corners : [.. corners.Reverse()]), OccupancyClass.OtherFlat, GroundMaterial.Concrete, PavedHeight));
            town.Taken.Take(place);
        }
    }

    private static GroundMaterial GreenOf(Vegetation vegetation, Block block, RandomStream random) => vegetation switch
    {
        Vegetation.Dry => random.Chance(0.7) ? GroundMaterial.Sand : GroundMaterial.Soil,
        Vegetation.Northern => block.Outside || random.Chance(0.5) ? GroundMaterial.Meadow : GroundMaterial.Lawn,
        _ => block.Outside || random.Chance(0.15) ? GroundMaterial.Meadow : GroundMaterial.Lawn,
    };
}
