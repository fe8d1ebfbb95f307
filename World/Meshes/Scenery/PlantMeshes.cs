using System.Numerics;
using VoxPilot.Core;
using VoxPilot.World.Numerics;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Meshes.Scenery;

/// <summary>Builds trees, bushes and hedges. Plants of nearly the same size share a mesh.</summary>
internal sealed class PlantMeshes(Vegetation vegetation)
{
    private const int Variants = 5;

    private static readonly Surface Bark = new Plain(Tint.Of(0x6B5644), stains: 0.4f), PaleBark = new Plain(Tint.Of(0x8B7A66), stains: 0.4f);

    private readonly Dictionary<(PlantKind, int, int, int, int, bool), (Mesh Mesh, Surface[] Surfaces)> known = [];
    private readonly Vector3[] greens = vegetation switch
    {
        Vegetation.Temperate => [Tint.Of(0x5C8A2E), Tint.Of(0x6F9A38), Tint.Of(0x4B7A30), Tint.Of(0x83A344), Tint.Of(0x567F3A)],
        Vegetation.Tropical => [Tint.Of(0x3F8A2A), Tint.Of(0x5A9E30), Tint.Of(0x2F7634), Tint.Of(0x74A83A), Tint.Of(0x47853E)],
        Vegetation.Northern => [Tint.Of(0x3E5F3A), Tint.Of(0x4A6B3C), Tint.Of(0x38573F), Tint.Of(0x7A8B45), Tint.Of(0x456646)],
        Vegetation.Winter => [Tint.Of(0x8C7F74), Tint.Of(0xA39A92), Tint.Of(0x776B62), Tint.Of(0xC2C4C6), Tint.Of(0x8F8A86)],
        _ => [Tint.Of(0x7E8450), Tint.Of(0x8E8B55), Tint.Of(0x6E7A4A), Tint.Of(0x9A9560), Tint.Of(0x74784C)],
    };

    /// <summary>A plant as it stands in the town.</summary>
    public MeshInstance Instance(Plant plant) => Instance(plant, false);

    /// <summary>A plant, or what suffices of it far away.</summary>
    public MeshInstance Instance(Plant plant, bool far)
    {
        int variant = (int)(plant.Seed % Variants);
        var key = (plant.Kind, variant, (int)Math.Round(plant.Height * 4), (int)Math.Round(plant.Radius * 8), (int)Math.Round(plant.Length * 4), far);
        if (!known.TryGetValue(key, out (Mesh Mesh, Surface[] Surfaces) made))
        {
            MeshBuilder mesh = new();
            Build(mesh, plant.Kind, key.Item3 / 4f, key.Item4 / 8f, key.Item5 / 4f, variant, far);
            known.Add(key, made = (mesh.Build(), mesh.Surfaces));
        }
        return new(made.Mesh, new(new((float)plant.Position.X, (float)plant.Position.Y, (float)plant.Position.Z), plant.Yaw), made.Surfaces);
    }

    private void Build(MeshBuilder mesh, PlantKind kind, float height, float radius, float length, int variant, bool far)
    {
        RandomStream random = new((ulong)(variant + 10 * (int)kind), 0x91A7);
        Vector3 green = greens[variant % greens.Length];
        switch (kind)
        {
            case PlantKind.Broadleaf:
                Broadleaf(mesh, height, radius, green, random, far);
                break;
            case PlantKind.Conifer:
                Conifer(mesh, height, radius, vegetation == Vegetation.Temperate ? green * new Vector3(0.55f, 0.75f, 0.9f) : green, far);
                break;
            case PlantKind.Palm:
                Palm(mesh, height, radius, green, random);
                break;
            case PlantKind.Bush:
                mesh.Part(OccupancyClass.Vegetation, new Foliage(green * 0.9f, 0, height, 3.2f));
                Crown(mesh, new(0, 0, 0.44f * height), new(radius, radius, 0.56f * height), true, random.Between(0f, 50f));
                break;
            case PlantKind.Hedge:
                mesh.Part(OccupancyClass.Vegetation, new Foliage(green * 0.8f, 0, height, 4));
                Hedge(mesh, height, radius, length);
                break;
        }
    }

    private static void Broadleaf(MeshBuilder mesh, float height, float radius, Vector3 green, RandomStream random, bool far)
    {
        float stem = Math.Clamp(0.30f * height, 1.2f, 3.2f), rise = height - stem, lean = random.Between(-0.06f, 0.06f) * height;
        mesh.Part(OccupancyClass.Vegetation, Bark);
        mesh.Tube(new(0, 0, -0.3f), new(0.5f * lean, 0, stem + 0.25f * rise), 0.028f * height + 0.04f, 0.014f * height + 0.02f, far ? 3 : 5);
        mesh.Part(OccupancyClass.Vegetation, new Foliage(green, stem, rise, 1.5f));
        float phase = random.Between(0f, 50f);
        Crown(mesh, new(lean, 0, stem + 0.52f * rise), new(0.88f * radius, 0.88f * radius, 0.5f * rise), !far, phase);
        float turn = random.Between(0f, 6.28f);
        for (int i = 0; i < 2; i++)
        {
            (double sin, double cos) = Elementary.SinCos(turn + 2.6 * i);
            float size = random.Between(0.5f, 0.62f) * radius, away = radius - size;
            Crown(mesh, new(lean + away * (float)cos, away * (float)sin, stem + (0.30f + 0.16f * i) * rise), new(size, size, 0.85f * size), false, phase + 5 * i);
        }
    }

    private static void Conifer(MeshBuilder mesh, float height, float radius, Vector3 green, bool far)
    {
        mesh.Part(OccupancyClass.Vegetation, Bark);
        mesh.Tube(new(0, 0, -0.3f), new(0, 0, 0.2f * height), 0.02f * height + 0.03f, 0.016f * height + 0.02f, far ? 3 : 5);
        mesh.Part(OccupancyClass.Vegetation, new Foliage(green, 0.08f * height, 0.92f * height, 2.2f));
        for (int tier = 0; tier < 4; tier++)
        {
            float low = (0.10f + 0.20f * tier) * height, high = Math.Min(height, low + 0.42f * height), wide = radius * (1 - 0.23f * tier);
            Vector2[] circle = Solids.Circle(far ? 5 : 9);
            Vector3[] skirt = [.. circle.Select((p, i) => new Vector3(wide * (i % 2 == 0 ? 1 : 0.80f) * p, low + (i % 2 == 0 ? 0 : 0.05f * height)))];
            mesh.Loft(0.3f, [.. circle.Select(p => new Vector3(0.3f * wide * p, low + 0.06f * height))], skirt, [.. circle.Select(_ => new Vector3(0, 0, high))]);
        }
    }

    private static void Palm(MeshBuilder mesh, float height, float radius, Vector3 green, RandomStream random)
    {
        float lean = random.Between(-0.08f, 0.08f) * height, top = height - 0.22f * radius;
        Vector3 head = new(lean, 0.3f * lean, top);
        mesh.Part(OccupancyClass.Vegetation, PaleBark);
        Vector3 middle = new(0.3f * lean, 0, 0.5f * top);
        mesh.Tube(new(0, 0, -0.3f), middle, 0.21f, 0.16f, 6);
        mesh.Tube(middle - new Vector3(0, 0, 0.1f), head, 0.16f, 0.13f, 6);
        mesh.Part(OccupancyClass.Vegetation, new Foliage(green, top - 0.8f * radius, radius, 2.5f));
        for (int i = 0; i < 9; i++)
        {
            (double sin, double cos) = Elementary.SinCos(2 * Math.PI * (i + random.Between(-0.2, 0.2)) / 9);
            Vector3 away = new((float)cos, (float)sin, 0), across = new(-(float)sin, (float)cos, 0), up = new(0, 0, 1);
            float lift = random.Between(0.05f, 0.24f) * radius, wide = 0.17f * radius;
            Vector3[] Rib(float along, float z, float w) =>
                [head + along * away + (z + 0.02f) * up, head + along * away + (z - 0.35f * w) * up - w * across, head + along * away + (z - 0.35f * w) * up + w * across];
            mesh.Loft(0.4f, Rib(0.04f * radius, 0, 0.4f * wide), Rib(0.5f * radius, lift, wide), Rib(radius, lift - 0.45f * radius, 0.15f * wide));
        }
    }

    private static void Hedge(MeshBuilder mesh, float height, float half, float length)
    {
        int count = Math.Max(1, (int)MathF.Round(length / 2.5f));
        List<Vector3[]> rings = [];
        for (int i = 0; i <= count; i++)
        {
            float x = -length / 2 + length * i / count, end = i == 0 || i == count ? 0.85f : 1;
            float w = half * end * (0.94f + 0.10f * Noise.Hash(i, 3)), h = height * (0.95f + 0.05f * Noise.Hash(i, 7)) * (0.5f + 0.5f * end);
            rings.Add([new(x, -w, -0.1f), new(x, w, -0.1f), new(x, w, 0.86f * h), new(x, 0.75f * w, h), new(x, -0.75f * w, h), new(x, -w, 0.86f * h)]);
        }
        mesh.Loft(0.5f, rings);
    }

    // An ellipsoid with bumps.
    internal static void Crown(MeshBuilder mesh, Vector3 centre, Vector3 radii, bool fine, float phase)
    {
        Func<Vector3, Vector3>? before = mesh.Bend;
        mesh.Bend = p => centre + (0.78f + 0.40f * Noise.At(1.9f * p + new Vector3(phase))) * radii * p;
        mesh.Globe(default, Vector3.One, fine);
        mesh.Bend = before;
    }
}
