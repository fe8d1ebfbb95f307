using VoxPilot.World.Meshes.Scenery;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Meshes;

/// <summary>Everything of a town that never moves and has no box of its own.</summary>
internal static class TownMeshes
{
    /// <summary>Ground and markings, terrain out to the horizon, buildings, plants and furniture; none is much wider than 30 m, but for what lies beyond the town.</summary>
    public static IReadOnlyList<MeshInstance> Create(Town town)
    {
        GroundPalette palette = new(town.Style);
        SceneryTiles tiles = new();
        GroundMeshes ground = new(town, palette, tiles);
        ground.Add();
        new KerbMeshes(town, palette, tiles).Add();
        MarkingMeshes.Add(town.Markings, palette, tiles);
        PlantMeshes plants = new(town.Style.Vegetation);
        FurnitureMeshes furniture = new();
        return
        [
            .. tiles.Instances(),
            .. new HorizonMeshes(town, palette, plants, ground.Extent).Instances(),
            .. town.Buildings.Select(BuildingMeshes.Instance),
            .. town.Plants.Select(plants.Instance),
            .. town.Furniture.Select(furniture.Instance),
        ];
    }
}
