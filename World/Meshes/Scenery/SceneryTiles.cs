using System.Numerics;
using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Meshes.Scenery;

/// <summary>The ground cut into squares, so that what is out of sight can be left out square by square.</summary>
internal sealed class SceneryTiles
{
    /// <summary>Side of a tile, metres.</summary>
    public const double Side = 24;

    private readonly SortedDictionary<(int X, int Y), MeshBuilder> tiles = [];

    /// <summary>The builder of a tile; its origin is <see cref="Origin"/>.</summary>
    public MeshBuilder At(int x, int y)
    {
        if (!tiles.TryGetValue((x, y), out MeshBuilder? tile))
        {
            tiles.Add((x, y), tile = new());
        }
        return tile;
    }

    /// <summary>Number of the tile that a coordinate falls in.</summary>
    public static int Index(double coordinate) => (int)Math.Floor(coordinate / Side);

    /// <summary>Lowest corner of a tile.</summary>
    public static Vector2D Origin(int x, int y) => new(x * Side, y * Side);

    /// <summary>Cuts a convex polygon along the tiles and hands over each piece with its tile.</summary>
    public void Cut(Vector2D[] polygon, Action<MeshBuilder, Vector2D, Vector2D[]> add)
    {
        (int x0, int x1) = (Index(polygon.Min(p => p.X)), Index(polygon.Max(p => p.X)));
        (int y0, int y1) = (Index(polygon.Min(p => p.Y)), Index(polygon.Max(p => p.Y)));
        for (int x = x0; x <= x1; x++)
        {
            for (int y = y0; y <= y1; y++)
            {
                Vector2D low = Origin(x, y), high = low + new Vector2D(Side, Side);
                Vector2D[] piece = x0 == x1 && y0 == y1 ? polygon : ConvexRegion.Common(polygon, [low, new(high.X, low.Y), high, new(low.X, high.Y)]);
                if (piece.Length > 0)
                {
                    add(At(x, y), low, piece);
                }
            }
        }
    }

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
