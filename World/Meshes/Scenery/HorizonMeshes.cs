using System.Numerics;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Meshes.Scenery;

/// <summary>What lies beyond the town, so that streets do not end at nothing: hills, woods and houses far away.</summary>
internal sealed class HorizonMeshes(Town town, GroundPalette palette, PlantMeshes plants, ((int X, int Y) From, (int X, int Y) To) inner)
{
    private const int Rings = 9; // tiles on each side
    private const double Side = SceneryTiles.Side;

    /// <summary>Hills in strips, with trees and houses on them.</summary>
    public IEnumerable<MeshInstance> Instances()
    {
        for (int x = inner.From.X - Rings; x < inner.To.X + Rings; x += 3)
        {
            for (int y = inner.From.Y - Rings; y < inner.To.Y + Rings; y += 3)
            {
                MeshBuilder mesh = new();
                mesh.Part(OccupancyClass.Terrain, palette.Terrain);
                mesh.Solid(MeshBuilder.Round);
                Vector2D origin = SceneryTiles.Origin(x, y);
                for (int i = x; i < Math.Min(x + 3, inner.To.X + Rings); i++)
                {
                    for (int j = y; j < Math.Min(y + 3, inner.To.Y + Rings); j++)
                    {
                        if (i < inner.From.X || i >= inner.To.X || j < inner.From.Y || j >= inner.To.Y)
                        {
                            mesh.Polygon(Corner(i, j, origin), Corner(i + 1, j, origin), Corner(i + 1, j + 1, origin), Corner(i, j + 1, origin));
                        }
                    }
                }
                if (mesh.TriangleCount > 0)
                {
                    yield return new(mesh.Build(), new(new((float)origin.X, (float)origin.Y, 0), 0), mesh.Surfaces);
                }
            }
        }
        foreach (MeshInstance thing in Things())
        {
            yield return thing;
        }
    }

    private IEnumerable<MeshInstance> Things()
    {
        RandomStream random = new(town.Seed, 0x4021);
        PlantKind tree = town.Style.Vegetation switch { Vegetation.Northern => PlantKind.Conifer, Vegetation.Tropical => PlantKind.Palm, _ => PlantKind.Broadleaf };
        double sparse = town.Style.Vegetation == Vegetation.Dry ? 0.35 : 1;
        for (int i = inner.From.X - Rings; i < inner.To.X + Rings; i++)
        {
            for (int j = inner.From.Y - Rings; j < inner.To.Y + Rings; j++)
            {
                int away = Away(i, j);
                if (away is < 1 or > Rings - 1)
                {
                    continue;
                }
                Vector2D p = SceneryTiles.Origin(i, j) + new Vector2D(random.Between(4, Side - 4), random.Between(4, Side - 4));
                double wood = Noise.At(0.013f * (float)p.X, 0.013f * (float)p.Y), draw = random.Unit(), yaw = random.Between(-Math.PI, Math.PI);
                ulong seed = random.Next();
                Vector3D foot = new(p.X, p.Y, Height(p) - 0.2);
                if (draw < sparse * (wood > 0.5 ? 0.95 : 0.25))
                {
                    PlantKind kind = tree == PlantKind.Palm && seed % 3 > 0 ? PlantKind.Broadleaf : tree;
                    double height = Math.Round(random.Between(9, 15));
                    yield return plants.Instance(new(kind, foot, height, Math.Round((kind == PlantKind.Conifer ? 0.24 : 0.40) * height), 0, yaw, seed), away > 1);
                }
                else if (draw > 0.9 && away < 6)
                {
                    Architecture kind = town.Style.Architecture == Architecture.Modern ? Architecture.Modern : Architecture.Suburb;
                    int floors = kind == Architecture.Modern ? 4 + (int)(seed % 9) : 2;
                    Building house = new(new(p, yaw, 12, 10), floors, 3, kind == Architecture.Modern ? RoofKind.Flat : RoofKind.Gable, false, kind, seed);
                    MeshInstance built = BuildingMeshes.Instance(house);
                    yield return built with { Place = new(new((float)p.X, (float)p.Y, (float)foot.Z), yaw) };
                }
            }
        }
    }

    private Vector3 Corner(int i, int j, Vector2D origin)
    {
        Vector2D p = SceneryTiles.Origin(i, j), local = p - origin;
        return new((float)local.X, (float)local.Y, (float)Height(p));
    }

    // As high as the terrain at the inner edge, then hills.
    private double Height(Vector2D p)
    {
        double outside = Math.Max(0, Math.Max(Math.Max(inner.From.X * Side - p.X, p.X - inner.To.X * Side), Math.Max(inner.From.Y * Side - p.Y, p.Y - inner.To.Y * Side)));
        double share = Math.Min(1, outside / (Rings * Side));
        float hills = Noise.Octaves(0.008f * (float)p.X, 0.008f * (float)p.Y, 2);
        return town.TerrainHeight(p) - (outside > 0 ? 0 : 0.3) + share * share * (4 + 26 * hills);
    }

    // How many tiles beyond the inner part.
    private int Away(int i, int j) =>
        Math.Max(0, Math.Max(Math.Max(inner.From.X - i, i - inner.To.X + 1), Math.Max(inner.From.Y - j, j - inner.To.Y + 1)));
}
