using System.Numerics;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Meshes.Scenery;

/// <summary>Carriageways, pavements, lawns and the paint on them, tile by tile.</summary>
internal sealed class GroundMeshes(Town town, GroundLayers layers, GroundPalette palette, SceneryTiles tiles)
{
    /// <summary>How far paint lies above the carriageway, metres.</summary>
    public const float PaintHeight = 0.008f;

    private const float Footing = -0.12f; // how deep kerbs reach
    private const double KerbWidth = 0.16;

    /// <summary>Adds all areas but terrain, and all markings.</summary>
    public void Add()
    {
        double[] raised = new double[town.Ground.Count];
        for (int i = 0; i < town.Ground.Count; i++)
        {
            GroundArea area = town.Ground[i];
            if (area.Class == OccupancyClass.Terrain)
            {
                continue;
            }
            raised[i] = layers.Raised(i, raised);
            float height = (float)(area.Height + raised[i]);
            foreach (Vector2D[] triangle in layers.Triangles(i))
            {
                foreach (Vector2D[] piece in layers.Uncovered(triangle, i))
                {
                    AddFlat(piece, height, area.Class, palette.Of(area.Material));
                }
            }
            AddSides(area, area.Shape.Outline, height);
            foreach (IReadOnlyList<Vector2D> hole in area.Shape.Holes)
            {
                AddSides(area, hole, height);
            }
        }
        foreach (Marking marking in town.Markings)
        {
            foreach ((Vector2D a, Vector2D b, Vector2D c) in PolygonTriangulation.Triangulate(new(marking.Shape)))
            {
                AddFlat([a, b, c], PaintHeight, OccupancyClass.DriveableSurface, marking.Yellow ? palette.Yellow : palette.White);
            }
        }
    }

    private void AddFlat(Vector2D[] polygon, float height, OccupancyClass label, Surface surface) => tiles.Cut(polygon, (tile, origin, piece) =>
    {
        tile.Part(label, surface);
        tile.Solid(MeshBuilder.Flat);
        tile.Polygon([.. piece.Select(p => Local(p - origin, height))]);
    });

    // Every edge has a face down to below the terrain; towards a carriageway it is a kerb with a stone on top.
    private void AddSides(GroundArea area, IReadOnlyList<Vector2D> ring, float height)
    {
        bool reversed = Geometry.Area.SignedArea(ring) < 0 != (ring != area.Shape.Outline);
        for (int i = 0; i < ring.Count; i++)
        {
            (Vector2D a, Vector2D b) = (ring[i], ring[(i + 1) % ring.Count]);
            (a, b) = reversed ? (b, a) : (a, b);
            double length = (b - a).Length;
            int count = Math.Max(1, (int)Math.Ceiling(length / 6));
            for (int k = 0; k < count && length > 1e-6; k++)
            {
                AddSide(area, Vector2D.Lerp(a, b, (double)k / count), Vector2D.Lerp(a, b, (k + 1.0) / count), height);
            }
        }
    }

    private void AddSide(GroundArea area, Vector2D a, Vector2D b, float height)
    {
        Vector2D inward = (b - a).Normalized.Left, middle = Vector2D.Lerp(a, b, 0.5);
        Vector2D outside = middle - inward * 0.25;
        if (Math.Abs(town.HeightAt(outside) - area.Height) < 0.02)
        {
            return; // nothing to be seen between areas of one height
        }
        MeshBuilder tile = tiles.At(SceneryTiles.Index(middle.X), SceneryTiles.Index(middle.Y));
        Vector2D origin = SceneryTiles.Origin(SceneryTiles.Index(middle.X), SceneryTiles.Index(middle.Y));
        (a, b) = (a - origin, b - origin);
        bool kerb = area.Height > 0.08 && town.GroundAt(outside) == OccupancyClass.DriveableSurface;
        tile.Part(area.Class, area.Height > 0.02 ? palette.Kerb : palette.Of(area.Material));
        tile.Solid(MeshBuilder.Flat);
        tile.Polygon(Local(a, Footing), Local(b, Footing), Local(b, height), Local(a, height));
        if (kerb)
        {
            tile.Solid(MeshBuilder.Flat);
            tile.Polygon(Local(a, height + 0.003f), Local(b, height + 0.003f), Local(b + inward * KerbWidth, height + 0.003f), Local(a + inward * KerbWidth, height + 0.003f));
        }
        if (area.Height < 0.02 && town.GroundAt(outside) == OccupancyClass.Terrain)
        {
            // The terrain beside a carriageway lies a little higher: its edge is seen from the carriageway.
            tile.Part(OccupancyClass.Terrain, palette.Terrain);
            tile.Solid(MeshBuilder.Flat);
            tile.Polygon(Local(b, Footing), Local(a, Footing), Local(a, 0.05f), Local(b, 0.05f));
        }
    }

    private static Vector3 Local(Vector2D p, float height) => new((float)p.X, (float)p.Y, height);
}
