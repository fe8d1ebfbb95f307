using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Tests.Meshes;

/// <summary>A town of one street with one thing of each kind.</summary>
internal static class SmallTown
{
    public static readonly IReadOnlyList<TownStyle> Styles =
    [
        new(Architecture.OldTown, Vegetation.Temperate, false), new(Architecture.Modern, Vegetation.Tropical, false),
        new(Architecture.Suburb, Vegetation.Dry, true), new(Architecture.Industrial, Vegetation.Northern, false),
    ];

    public static Vector2D[] Rectangle(double x0, double y0, double x1, double y1) => [new(x0, y0), new(x1, y0), new(x1, y1), new(x0, y1)];

    public static Town Create(TownStyle style) => new()
    {
        Seed = 4,
        Name = "Small",
        Style = style,
        Lanes = [],
        Junctions = [],
        Crossings = [],
        Walkways = [],
        Ground =
        [
            new(new(Rectangle(-40, -4, 40, 4)), OccupancyClass.DriveableSurface, GroundMaterial.Asphalt, 0),
            new(new(Rectangle(-40, 4, 40, 7)), OccupancyClass.Sidewalk, GroundMaterial.Slabs, Town.PavementHeight),
            new(new(Rectangle(-40, -7, 10, -4)), OccupancyClass.Sidewalk, GroundMaterial.Cobbles, Town.PavementHeight),
            new(new(Rectangle(-12, 7, 4, 20), [[new(-4, 10), new(-4, 14), new(0, 14), new(0, 10)]]), OccupancyClass.Terrain, GroundMaterial.Lawn, 0),
            new(new(Rectangle(-39, -20, -28, -7)), OccupancyClass.OtherFlat, GroundMaterial.Concrete, 0.02),
            new(new(Rectangle(-26, -20, -20, -8)), OccupancyClass.Terrain, GroundMaterial.Meadow, 0),
            new(new(Rectangle(-18, -20, -12, -8)), OccupancyClass.Terrain, GroundMaterial.Sand, 0),
            new(new(Rectangle(-10, -20, -4, -8)), OccupancyClass.Terrain, GroundMaterial.Soil, 0),
            new(new(Rectangle(6, -1, 10, 1)), OccupancyClass.OtherFlat, GroundMaterial.Concrete, 0.12),
            new(new(Rectangle(20, -4, 26, 4)), OccupancyClass.DriveableSurface, GroundMaterial.Cobbles, 0),
            new(new(Rectangle(-30, 5, -27, 9)), OccupancyClass.DriveableSurface, GroundMaterial.Asphalt, 0),
        ],
        Markings = [new(Rectangle(-30, -0.06, -27, 0.06)), new(Rectangle(-24, -0.06, -21, 0.06), true)],
        Buildings =
        [
            .. Enumerable.Range(0, 6).Select(i => new Building(new(new(-36 + 14 * i, 28), i % 2 * Math.PI, 11, 9), 2 + i % 3, 3, (RoofKind)(i % 3), i % 2 == 0, style.Architecture, (ulong)(7 * i))),
        ],
        Plants = [.. Enum.GetValues<PlantKind>().SelectMany(kind => Enumerable.Range(0, 5).Select(i => new Plant(kind, new(-30 + 3 * i, -30 - 6 * (int)kind, 0), 2 + i, 1.2, kind == PlantKind.Hedge ? 5 : 0, 0.3 * i, (ulong)i)))],
        Furniture = [.. Enum.GetValues<FurnitureKind>().SelectMany(kind => Enumerable.Range(0, 4).Select(i => new Furniture(kind, new(20 + 3 * i, -30 - 3 * (int)kind, 0), 0.5, kind is FurnitureKind.Wall or FurnitureKind.Fence ? 4 : 0, kind is FurnitureKind.Wall or FurnitureKind.Fence ? 1.2 : 0, (ulong)i)))],
        Objects = [],
        Low = new(-60, -80),
        High = new(60, 60),
        TerrainHeight = p => 0.05 + (Math.Abs(p.Y) > 24 ? 0.02 * (Math.Abs(p.Y) - 24) : 0),
    };
}
