using System.Numerics;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Meshes.Scenery;

/// <summary>The paint on the carriageways.</summary>
internal static class MarkingMeshes
{
    /// <summary>How far paint lies above the carriageway, metres.</summary>
    public const float Height = 0.008f;

    /// <summary>Adds all markings, each to the tile of its middle.</summary>
    public static void Add(IReadOnlyList<Marking> markings, GroundPalette palette, SceneryTiles tiles)
    {
        foreach (Marking marking in markings)
        {
            foreach ((Vector2D a, Vector2D b, Vector2D c) in PolygonTriangulation.Triangulate(new(marking.Shape)))
            {
                Vector2D middle = (a + b + c) * (1.0 / 3);
                (int x, int y) = (SceneryTiles.Index(middle.X), SceneryTiles.Index(middle.Y));
                Vector2D origin = SceneryTiles.Origin(x, y);
                MeshBuilder mesh = tiles.At(x, y);
                mesh.Part(OccupancyClass.DriveableSurface, marking.Yellow ? palette.Yellow : palette.White);
                mesh.Triangle(Local(a - origin), Local(b - origin), Local(c - origin));
            }
        }
    }

    private static Vector3 Local(Vector2D p) => new((float)p.X, (float)p.Y, Height);
}
