using System.Numerics;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Meshes.Scenery;

/// <summary>Open terrain and areas of it (lawns, beds), draped over squares of 4 m that follow <see cref="Town.TerrainHeight"/>.</summary>
internal sealed class TerrainMeshes(Town town, GroundLayers layers, GroundPalette palette, SceneryTiles tiles)
{
    /// <summary>Side of a square, metres; a tile is six of them wide.</summary>
    public const double Cell = 4;

    private const int CellsPerTile = (int)(SceneryTiles.Side / Cell);
    private const double Margin = 24;
    private const float Sunk = -0.15f; // height below whatever covers it
    private const float Turf = 0.012f; // an area of terrain over the open terrain

    private readonly Dictionary<(int, int), float> heights = [];

    /// <summary>Numbers of the tiles that the terrain covers: from, to (exclusive).</summary>
    public ((int X, int Y) From, (int X, int Y) To) Extent =>
        ((SceneryTiles.Index(town.Low.X - Margin), SceneryTiles.Index(town.Low.Y - Margin)), (SceneryTiles.Index(town.High.X + Margin) + 1, SceneryTiles.Index(town.High.Y + Margin) + 1));

    /// <summary>Adds everything.</summary>
    public void Add()
    {
        ((int X, int Y) from, (int X, int Y) to) = Extent;
        for (int x = from.X * CellsPerTile; x < to.X * CellsPerTile; x++)
        {
            for (int y = from.Y * CellsPerTile; y < to.Y * CellsPerTile; y++)
            {
                bool covered = Covered(x, y);
                foreach (Vector2D[] half in Halves(x, y))
                {
                    foreach (Vector2D[] piece in covered ? [half] : layers.Uncovered(half, -1))
                    {
                        Drape(piece, x, y, half, covered ? Sunk : 0, palette.Terrain);
                    }
                }
            }
        }
        for (int i = 0; i < town.Ground.Count; i++)
        {
            if (town.Ground[i].Class == OccupancyClass.Terrain)
            {
                AddArea(i);
            }
        }
    }

    private void AddArea(int area)
    {
        Surface surface = palette.Of(town.Ground[area].Material);
        foreach (Vector2D[] triangle in layers.Triangles(area).SelectMany(t => layers.Uncovered(t, area)))
        {
            (int x0, int x1) = ((int)Math.Floor(triangle.Min(p => p.X) / Cell), (int)Math.Floor(triangle.Max(p => p.X) / Cell));
            (int y0, int y1) = ((int)Math.Floor(triangle.Min(p => p.Y) / Cell), (int)Math.Floor(triangle.Max(p => p.Y) / Cell));
            for (int x = x0; x <= x1; x++)
            {
                for (int y = y0; y <= y1; y++)
                {
                    foreach (Vector2D[] half in Halves(x, y))
                    {
                        Vector2D[] piece = ConvexRegion.Common(triangle, half);
                        if (piece.Length > 0)
                        {
                            Drape(piece, x, y, half, Turf, surface);
                        }
                    }
                }
            }
        }
    }

    // True if there is something else wherever one looks: the terrain then only closes gaps too narrow to be met.
    private bool Covered(int x, int y)
    {
        for (int i = 0; i < 25; i++)
        {
            if (town.Covering(new((x + i % 5 * 0.25) * Cell, (y + i / 5 * 0.25) * Cell)) is null)
            {
                return false;
            }
        }
        return true;
    }

    // A piece of a half square, so far above that half's plane; at a depth of its own if negative.
    private void Drape(Vector2D[] piece, int x, int y, Vector2D[] half, float above, Surface surface)
    {
        (int i, int j) = ((int)Math.Floor((double)x / CellsPerTile), (int)Math.Floor((double)y / CellsPerTile));
        Vector2D origin = SceneryTiles.Origin(i, j);
        MeshBuilder tile = tiles.At(i, j);
        tile.Part(OccupancyClass.Terrain, surface);
        tile.Solid(MeshBuilder.Flat);
        (float a, float b, float c) = (Raised(half[0]), Raised(half[1]), Raised(half[2]));
        float Raised(Vector2D corner) => above < 0 ? above : Height(corner) + above; // paved yards may lie where mounds would be
        double whole = Vector2D.Cross(half[1] - half[0], half[2] - half[0]);
        tile.Polygon([.. piece.Select(p =>
        {
            double u = Vector2D.Cross(p - half[0], half[2] - half[0]) / whole, v = Vector2D.Cross(half[1] - half[0], p - half[0]) / whole;
            return new Vector3((float)(p.X - origin.X), (float)(p.Y - origin.Y), a + (float)u * (b - a) + (float)v * (c - a));
        })]);
    }

    private static Vector2D[][] Halves(int x, int y)
    {
        Vector2D a = new(x * Cell, y * Cell), b = new((x + 1) * Cell, y * Cell), c = new((x + 1) * Cell, (y + 1) * Cell), d = new(x * Cell, (y + 1) * Cell);
        return [[a, b, c], [a, c, d]];
    }

    private float Height(Vector2D corner)
    {
        (int, int) key = ((int)Math.Round(corner.X / Cell), (int)Math.Round(corner.Y / Cell));
        if (!heights.TryGetValue(key, out float height))
        {
            heights.Add(key, height = (float)town.TerrainHeight(corner));
        }
        return height;
    }
}
