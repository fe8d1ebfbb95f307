using System.Numerics;
using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Meshes.Scenery;

/// <summary>The ground cut into squares, so that what is out of sight can be left out square by square.</summary>
internal sealed class SceneryTiles
{
    /// <summary>Side of a tile, metres.</summary>
    public const double Side = 24;

    private readonly SortedDictionary<(int X, int Y), MeshBuilder> tiles = [];

    /// <summary>The builder of a tile, which has flat faces only; its origin is <see cref="Origin"/>.</summary>
    public MeshBuilder At(int x, int y)
    {
        if (!tiles.TryGetValue((x, y), out MeshBuilder? tile))
        {
            tiles.Add((x, y), tile = new());
            tile.Solid(MeshBuilder.Flat);
        }
        return tile;
    }

    /// <summary>Number of the tile that a coordinate falls in.</summary>
    public static int Index(double coordinate) => (int)Math.Floor(coordinate / Side);

    /// <summary>Lowest corner of a tile.</summary>
    public static Vector2D Origin(int x, int y) => new(x * Side, y * Side);

    /// <summary>The tiles as they stand in the town.</summary>
    public IEnumerable<MeshInstance> Instances()
    {
        foreach (((int x, int y), MeshBuilder tile) in tiles)
        {
            Vector2D origin = Origin(x, y);
            yield return new(tile.Build(), new(new Vector3((float)origin.X, (float)origin.Y, 0), 0), tile.Surfaces);
        }
    }
}
