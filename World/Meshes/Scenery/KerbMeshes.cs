using System.Numerics;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Meshes.Scenery;

/// <summary>Faces where the ground steps up from one area to another; towards a carriageway they are kerbs with a stone on top.</summary>
internal sealed class KerbMeshes(Town town, GroundPalette palette, SceneryTiles tiles)
{
    private const float Footing = -0.12f; // how deep faces reach
    private const double StoneWidth = 0.16, Reach = 0.25, Step = 0.02, Sampling = 3;

    private readonly GroundEdges edges = new(town.Ground, 4);

    /// <summary>Adds everything.</summary>
    public void Add()
    {
        for (int i = 0; i < town.Ground.Count; i++)
        {
            GroundArea area = town.Ground[i];
            AddRing(i, area.Shape.Outline, Geometry.Area.SignedArea(area.Shape.Outline) < 0);
            foreach (IReadOnlyList<Vector2D> hole in area.Shape.Holes)
            {
                AddRing(i, hole, Geometry.Area.SignedArea(hole) > 0);
            }
        }
    }

    // An edge is looked at every few metres; what is alike becomes one face.
    private void AddRing(int area, IReadOnlyList<Vector2D> ring, bool reversed)
    {
        for (int i = 0; i < ring.Count; i++)
        {
            (Vector2D a, Vector2D b) = (ring[i], ring[i + 1 < ring.Count ? i + 1 : 0]);
            (a, b) = reversed ? (b, a) : (a, b);
            double length = (b - a).Length;
            if (length < 1e-6)
            {
                continue;
            }
            int count = (int)Math.Ceiling(length / Sampling), from = 0;
            Vector2D inward = ((b - a) * (1 / length)).Left;
            Face face = Look(area, Vector2D.Lerp(a, b, 0.5 / count), inward);
            for (int k = 1; k <= count; k++)
            {
                Face following = k < count ? Look(area, Vector2D.Lerp(a, b, (k + 0.5) / count), inward) : default;
                if (k == count || following != face || (k - from) * Sampling >= SceneryTiles.Side)
                {
                    Add(face, Vector2D.Lerp(a, b, (double)from / count), Vector2D.Lerp(a, b, (double)k / count), inward);
                    (face, from) = (following, k);
                }
            }
        }
    }

    private Face Look(int area, Vector2D p, Vector2D inward)
    {
        int inner = edges.At(p + inward * Reach), outer = edges.At(p - inward * Reach);
        if (inner != area)
        {
            return default; // this edge lies under something else
        }
        double inside = Height(inner, p + inward * Reach), outside = Height(outer, p - inward * Reach);
        if (inside > outside + Step)
        {
            // Terrain ends at others' borders, but for what it lies on.
            bool lower = IsTerrain(inner) && !(outer >= 0 && town.Ground[outer].Shape.Contains(p + inward * Reach));
            return lower ? default : new(inner, inside, true, Kerb(inner, outer));
        }
        // The higher area's own border stands there, unless this one was cut out of it.
        bool own = outside > inside + Step && !IsTerrain(inner) && !IsTerrain(outer) && !town.Ground[outer].Shape.Contains(p + inward * Reach);
        return own || outside <= inside + Step ? default : new(outer, outside, false, Kerb(outer, inner));
    }

    private bool Kerb(int upper, int lower) => !IsTerrain(upper) && town.Ground[upper].Height > 0.08 && lower >= 0 && town.Ground[lower].Class == OccupancyClass.DriveableSurface;

    private double Height(int area, Vector2D p) => IsTerrain(area) ? town.TerrainHeight(p) : town.Ground[area].Height;

    private bool IsTerrain(int area) => area < 0 || town.Ground[area].Class == OccupancyClass.Terrain;

    private void Add(Face face, Vector2D a, Vector2D b, Vector2D inward)
    {
        if (face.Height <= 0)
        {
            return;
        }
        if (!face.Inner)
        {
            (a, b, inward) = (b, a, -inward);
        }
        Vector2D middle = Vector2D.Lerp(a, b, 0.5);
        (int x, int y) = (SceneryTiles.Index(middle.X), SceneryTiles.Index(middle.Y));
        Vector2D origin = SceneryTiles.Origin(x, y);
        MeshBuilder mesh = tiles.At(x, y);
        (a, b) = (a - origin, b - origin);
        float height = (float)face.Height;
        GroundArea? area = IsTerrain(face.Area) ? null : town.Ground[face.Area];
        mesh.Part(area?.Class ?? OccupancyClass.Terrain, area is null ? palette.Terrain : area.Height > 0.02 ? palette.Kerb : palette.Of(area.Material));
        mesh.Polygon(Local(a, Footing), Local(b, Footing), Local(b, height), Local(a, height));
        if (face.Kerb)
        {
            mesh.Polygon(Local(a, height + 0.003f), Local(b, height + 0.003f), Local(b + inward * StoneWidth, height + 0.003f), Local(a + inward * StoneWidth, height + 0.003f));
        }
    }

    private static Vector3 Local(Vector2D p, float height) => new((float)p.X, (float)p.Y, height);

    // Up to which area and height, whether that area is the edge's own, and whether a stone lies on top.
    private readonly record struct Face(int Area, double Height, bool Inner, bool Kerb);
}
