using System.Numerics;
using VoxPilot.Core;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Meshes.Scenery;

/// <summary>Builds lamps, signs, benches, shelters, poles, walls and fences. Local x is where a thing faces, or the way that a wall runs.</summary>
internal sealed class FurnitureMeshes
{
    private static readonly Surface Iron = new Plain(Tint.Of(0x3E4644), 0.05f, 40), Steel = new Plain(Tint.Of(0x9EA3A6), 0.08f, 40), Wood = new Plain(Tint.Of(0x8F6840), 0.02f, 20, 0.3f);
    private static readonly Surface Black = new Plain(new(0.02f)), Glass = new Plain(new(0.10f, 0.13f, 0.14f), 0.25f, 300, 0), Light = new Plain(Tint.Of(0xE8E6DA), 0.05f, 60, 0, new(0.05f));
    private static readonly Surface White = new Plain(Tint.Of(0xE2E2DE), stains: 0.05f), Cedar = new Plain(Tint.Of(0x5E4632), stains: 0.3f);
    private static readonly Surface[] Boxes = [new Plain(Tint.Of(0x8A9086), stains: 0.2f), new Plain(Tint.Of(0xA4A097), stains: 0.2f), new Plain(Tint.Of(0x5B7466), stains: 0.2f)];
    private static readonly Surface[] Walls = [new Masonry(Tint.Of(0x9A5B46)), new Masonry(Tint.Of(0xA59D8F)), new Plain(Tint.Of(0xCFC6B5), stains: 0.3f)];

    private readonly Dictionary<(FurnitureKind, int, int, ulong), (Mesh Mesh, Surface[] Surfaces)> known = [];

    /// <summary>A thing as it stands in the town.</summary>
    public MeshInstance Instance(Furniture thing)
    {
        var key = (thing.Kind, (int)Math.Round(thing.Length * 20), (int)Math.Round(thing.Height * 20), thing.Seed % 6);
        if (!known.TryGetValue(key, out (Mesh Mesh, Surface[] Surfaces) made))
        {
            MeshBuilder mesh = new();
            Build(mesh, thing.Kind, key.Item2 / 20f, key.Item3 / 20f, (int)key.Item4);
            known.Add(key, made = (mesh.Build(), mesh.Surfaces));
        }
        return new(made.Mesh, new(new((float)thing.Position.X, (float)thing.Position.Y, (float)thing.Position.Z), thing.Yaw), made.Surfaces);
    }

    private static void Build(MeshBuilder mesh, FurnitureKind kind, float length, float height, int variant)
    {
        switch (kind)
        {
            case FurnitureKind.Lamp:
                Lamp(mesh, height > 1 ? height : 7);
                break;
            case FurnitureKind.GiveWaySign:
                Sign(mesh, height, new TriangleSign(0.42f), 3, 0.42f);
                break;
            case FurnitureKind.CrossingSign:
                Sign(mesh, height, new CrossingSign(0.34f), 4, 0.34f);
                break;
            case FurnitureKind.SpeedSign:
                Sign(mesh, height, new SpeedSign(0.34f, 30 + 20 * (variant % 2)), 12, 0.34f);
                break;
            case FurnitureKind.Bollard:
                Bollard(mesh, height > 0.3f ? height : 0.9f, variant);
                break;
            case FurnitureKind.Bench:
                Bench(mesh);
                break;
            case FurnitureKind.BusShelter:
                Shelter(mesh, length > 1 ? length : 3.6f, height > 1.8f ? height : 2.5f);
                break;
            case FurnitureKind.Pole:
                Pole(mesh, height > 2 ? height : 8);
                break;
            case FurnitureKind.Cabinet:
                float tall = height > 0.5f ? height : 1.3f;
                mesh.Part(OccupancyClass.Manmade, Boxes[variant % Boxes.Length]);
                mesh.Box(new(-0.22f, -0.5f, -0.1f), new(0.22f, 0.5f, tall - 0.06f));
                mesh.Part(OccupancyClass.Manmade, Iron);
                mesh.Box(new(-0.26f, -0.54f, tall - 0.06f), new(0.26f, 0.54f, tall));
                break;
            case FurnitureKind.Wall:
                mesh.Part(OccupancyClass.Manmade, Walls[variant % Walls.Length]);
                mesh.Box(new(-length / 2, -0.13f, -0.2f), new(length / 2, 0.13f, height - 0.08f));
                mesh.Part(OccupancyClass.Manmade, Boxes[1]);
                mesh.Box(new(-length / 2, -0.18f, height - 0.08f), new(length / 2, 0.18f, height));
                break;
            case FurnitureKind.Fence:
                Fence(mesh, length, height, variant);
                break;
            case FurnitureKind.Column:
                Column(mesh, height > 1.5f ? height : 3.2f, variant);
                break;
        }
    }

    private static void Lamp(MeshBuilder mesh, float height)
    {
        float reach = Math.Clamp(0.22f * height, 0.8f, 1.8f);
        mesh.Part(OccupancyClass.Manmade, Iron);
        mesh.Tube(new(0, 0, -0.1f), new(0, 0, 1), 0.12f, 0.11f, 6);
        mesh.Tube(new(0, 0, 1), new(0, 0, height - 0.4f), 0.075f, 0.055f, 6);
        mesh.Tube(new(0, 0, height - 0.42f), new(reach, 0, height - 0.06f), 0.045f, 5);
        mesh.Profile([new(reach - 0.25f, height - 0.10f), new(reach + 0.5f, height - 0.08f), new(reach + 0.45f, height), new(reach - 0.2f, height)], 0.15f);
        mesh.Part(OccupancyClass.Manmade, Light);
        mesh.Box(new(reach - 0.1f, -0.11f, height - 0.13f), new(reach + 0.42f, 0.11f, height - 0.09f));
    }

    private static void Sign(MeshBuilder mesh, float height, Surface face, int corners, float half)
    {
        height = height > 1.5f ? height : 2.7f;
        mesh.Part(OccupancyClass.Manmade, Steel);
        mesh.Tube(new(-0.03f, 0, -0.1f), new(-0.03f, 0, height - 0.1f), 0.035f, 5);
        // The plate lies in a frame of its own only for its surface: local y across, z up from its middle.
        Vector3 middle = new(0, 0, height - half);
        mesh.Part(OccupancyClass.Manmade, new Framed(face, middle));
        Vector3[] Plate(float x) => corners switch
        {
            3 => [middle + new Vector3(x, 0, -half), middle + new Vector3(x, half * 1.05f, 0.85f * half), middle + new Vector3(x, -half * 1.05f, 0.85f * half)],
            4 => [middle + new Vector3(x, -half, -half), middle + new Vector3(x, half, -half), middle + new Vector3(x, half, half), middle + new Vector3(x, -half, half)],
            _ => [.. Solids.Circle(corners).Select(p => middle + half * new Vector3(x / half, p.X, p.Y))],
        };
        mesh.Loft(MeshBuilder.Flat, Plate(0.005f), Plate(0.03f));
    }

    private static void Bollard(MeshBuilder mesh, float height, int variant)
    {
        mesh.Part(OccupancyClass.Manmade, variant % 2 == 0 ? Iron : Boxes[1]);
        mesh.Turned(default, 7, MeshBuilder.Edged, new(0.09f, -0.1f), new(0.075f, 0.75f * height), new(0.085f, 0.94f * height), new(0.04f, height));
        mesh.Part(OccupancyClass.Manmade, White);
        mesh.Turned(default, 7, MeshBuilder.Edged, new(0.090f, 0.76f * height), new(0.090f, 0.86f * height));
    }

    private static void Bench(MeshBuilder mesh)
    {
        mesh.Part(OccupancyClass.Manmade, Wood);
        mesh.Box(new(-0.22f, -0.85f, 0.42f), new(0.24f, 0.85f, 0.47f));
        mesh.Profile([new(-0.24f, 0.55f), new(-0.20f, 0.55f), new(-0.29f, 0.86f), new(-0.33f, 0.86f)], 0.85f);
        mesh.Part(OccupancyClass.Manmade, Iron);
        foreach (float y in (float[])[-0.7f, 0.7f])
        {
            mesh.Box(new(-0.24f, y - 0.03f, 0), new(0.22f, y + 0.03f, 0.42f));
            mesh.Slice([new(-0.24f, 0.4f), new(-0.18f, 0.4f), new(-0.29f, 0.84f), new(-0.33f, 0.84f)], y - 0.03f, y + 0.03f);
        }
    }

    private static void Shelter(MeshBuilder mesh, float length, float height)
    {
        float half = length / 2;
        mesh.Part(OccupancyClass.Manmade, Iron);
        foreach (float y in (float[])[-half, half])
        {
            mesh.Box(new(-0.75f, y - 0.05f, -0.1f), new(-0.65f, y + 0.05f, height - 0.12f));
            mesh.Box(new(0.5f, y - 0.05f, -0.1f), new(0.6f, y + 0.05f, height - 0.12f));
        }
        mesh.Box(new(-0.85f, -half - 0.15f, height - 0.12f), new(0.85f, half + 0.15f, height));
        mesh.Part(OccupancyClass.Manmade, Glass);
        mesh.Box(new(-0.72f, -half + 0.06f, 0.25f), new(-0.68f, half - 0.06f, height - 0.3f));
        mesh.Part(OccupancyClass.Manmade, new Poster(Tint.Of(0xC8423A), 0.9f, 1.1f));
        mesh.Box(new(-0.62f, half - 0.06f, 0.35f), new(0.45f, half + 0.04f, height - 0.35f));
        mesh.Part(OccupancyClass.Manmade, Wood);
        mesh.Box(new(-0.6f, -half + 0.4f, 0.42f), new(-0.2f, half - 0.5f, 0.48f));
        mesh.Box(new(-0.45f, -0.05f, 0), new(-0.35f, 0.05f, 0.42f));
    }

    private static void Pole(MeshBuilder mesh, float height)
    {
        mesh.Part(OccupancyClass.Manmade, Cedar);
        mesh.Tube(new(0, 0, -0.2f), new(0, 0, height), 0.15f, 0.10f, 6);
        mesh.Box(new(-0.06f, -1.1f, height - 0.75f), new(0.06f, 1.1f, height - 0.62f));
        mesh.Part(OccupancyClass.Manmade, White);
        foreach (float y in (float[])[-0.95f, -0.4f, 0.4f, 0.95f])
        {
            mesh.Tube(new(0, y, height - 0.62f), new(0, y, height - 0.48f), 0.05f, 4);
        }
    }

    private static void Fence(MeshBuilder mesh, float length, float height, int variant)
    {
        bool boards = variant % 2 == 0;
        mesh.Part(OccupancyClass.Manmade, boards ? new Boards(Tint.Of(variant % 4 == 0 ? 0x9C7B54 : 0xD9D6CC)) : Steel);
        int posts = Math.Max(1, (int)MathF.Round(length / 2.4f));
        if (boards)
        {
            mesh.Box(new(-length / 2, -0.03f, 0.05f), new(length / 2, 0.03f, height));
        }
        else
        {
            foreach (float z in (float[])[0.15f, 0.5f * height, height - 0.06f])
            {
                mesh.Box(new(-length / 2, -0.02f, z), new(length / 2, 0.02f, z + 0.05f));
            }
        }
        for (int i = 0; i <= posts; i++)
        {
            float x = -length / 2 + length * i / posts;
            mesh.Box(new(x - 0.05f, -0.05f, -0.1f), new(x + 0.05f, 0.05f, height + (boards ? 0.06f : 0)));
        }
    }

    private static void Column(MeshBuilder mesh, float height, int variant)
    {
        if (variant % 2 == 0)
        {
            mesh.Part(OccupancyClass.Manmade, Iron);
            mesh.Turned(default, 10, MeshBuilder.Edged, new(0.68f, -0.1f), new(0.68f, 0.25f * height / 3.2f));
            mesh.Turned(new(0, 0, height), 10, 0.5f, new(0.72f, -0.5f), new(0.72f, -0.38f), new(0.3f, -0.1f), new(0.02f, 0));
            mesh.Part(OccupancyClass.Manmade, new Poster(Tint.Of(0x2F6FA8), 1.1f, 1.3f));
            mesh.Turned(default, 10, 0.5f, new(0.62f, 0.2f), new(0.62f, height - 0.45f));
            return;
        }
        mesh.Part(OccupancyClass.Manmade, Steel);
        foreach (float y in (float[])[-1.2f, 1.2f])
        {
            mesh.Box(new(-0.06f, y - 0.06f, -0.1f), new(0.06f, y + 0.06f, height - 0.1f));
        }
        mesh.Part(OccupancyClass.Manmade, new Poster(Tint.Of(0xD9A22E), 3.4f, 0.6f * height));
        mesh.Box(new(-0.10f, -1.75f, 0.35f * height), new(0.10f, 1.75f, height));
    }
}
