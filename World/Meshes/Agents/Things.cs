using System.Numerics;
using VoxPilot.World.Numerics;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Meshes.Agents;

/// <summary>Barriers, cones, bins, debris, racks, dogs.</summary>
internal static class Things
{
    private static readonly Surface Rubber = new Plain(new(0.025f), stains: 0), Steel = new Plain(Tint.Of(0xA2A7AA), 0.08f, 60, 0.1f), Grey = new Plain(Tint.Of(0x3B3F42), stains: 0.15f);
    private static readonly Surface[] Coats = [.. ((int[])[0x6B4A2E, 0xC9A26A, 0x22201F, 0xD8D0C4]).Select(c => new Plain(Tint.Of(c), stains: 0.2f))];
    private static readonly Surface[] Frames = [.. ((int[])[0xB8242A, 0x2B5FA8, 0xD8D8D2, 0x2F7A54, 0x2A2C30]).Select(c => new Plain(Tint.Of(c), 0.05f, 100, 0))];
    private static readonly Surface[] Bins = [.. ((int[])[0x2E5E3C, 0x2C4468, 0x4A4C4E, 0x7A5A1E]).Select(c => new Plain(Tint.Of(c), 0.03f, 30, 0.15f))];

    /// <summary>Draws a thing.</summary>
    public static void Draw(AgentShape thing)
    {
        switch (thing.Model.Kind)
        {
            case AgentKind.Barrier:
                Barrier(thing);
                break;
            case AgentKind.TrafficCone:
                Cone(thing);
                break;
            case AgentKind.PushablePullable:
                Bin(thing);
                break;
            case AgentKind.Debris:
                Debris(thing);
                break;
            case AgentKind.BicycleRack:
                Rack(thing);
                break;
        }
    }

    // Two kinds: a striped board on feet, or a plastic wall in red and white.
    private static void Barrier(AgentShape thing)
    {
        (Vector3 size, MeshBuilder mesh) = (thing.Size, thing.Mesh);
        bool across = size.Y > size.X; // the board runs along the longer side
        (float half, float deep, float h) = (Math.Max(size.X, size.Y) / 2, Math.Min(size.X, size.Y) / 2, size.Z);
        if (across)
        {
            mesh.Bend = p => new(-p.Y, p.X, p.Z);
        }
        if (thing.Model.Seed % 2 == 0)
        {
            thing.Part(new HazardStripes(across, 0.36f, true));
            mesh.Box(new(-half, -0.025f, 0.66f * h), new(half, 0.025f, h));
            mesh.Box(new(-half, -0.025f, 0.32f * h), new(half, 0.025f, 0.52f * h));
            thing.Part(Grey);
            foreach (float x in (float[])[-0.8f * half, 0.8f * half])
            {
                mesh.Box(new(x - 0.04f, -0.045f, 0.04f), new(x + 0.04f, 0.045f, 0.98f * h));
                mesh.Box(new(x - 0.12f, -deep, 0), new(x + 0.12f, deep, 0.09f));
            }
        }
        else
        {
            thing.Part(new HazardStripes(across, 1, false));
            int count = Math.Max(1, (int)MathF.Round(2 * half / 1.0f));
            for (int i = 0; i < count; i++)
            {
                (float from, float to) = (-half + 2 * half * i / count, -half + 2 * half * (i + 1) / count);
                Vector3[] Ring(float x) => [new(x, -deep, 0), new(x, deep, 0), new(x, deep, 0.18f * h), new(x, 0.45f * deep, 0.45f * h), new(x, 0.34f * deep, h), new(x, -0.34f * deep, h), new(x, -0.45f * deep, 0.45f * h), new(x, -deep, 0.18f * h)];
                mesh.Loft(0.9f, Ring(from + (i > 0 ? 0.015f : 0)), Ring(to - (i + 1 < count ? 0.015f : 0)));
            }
        }
        mesh.Bend = null;
    }

    private static void Cone(AgentShape thing)
    {
        float half = Math.Min(thing.Size.X, thing.Size.Y) / 2, h = thing.Size.Z;
        thing.Part(Rubber);
        thing.Mesh.Extrude([new(-half, -0.8f * half), new(-0.8f * half, -half), new(0.8f * half, -half), new(half, -0.8f * half), new(half, 0.8f * half), new(0.8f * half, half), new(-0.8f * half, half), new(-half, 0.8f * half)], 0, 0.06f * h, MeshBuilder.Flat);
        thing.Part(new ConeStripes(h));
        thing.Mesh.Turned(default, 10, 0.5f, new(0.74f * half, 0.05f * h), new(0.62f * half, 0.12f * h), new(0.14f * half, h));
    }

    private static void Bin(AgentShape thing)
    {
        (float l, float w, float h) = (thing.Size.X / 2, thing.Size.Y / 2, thing.Size.Z);
        Vector3[] Ring(float z, float share, float shift) => [new(-l * share + shift, -w * share, z), new(l * share + shift, -w * share, z), new(l * share + shift, w * share, z), new(-l * share + shift, w * share, z)];
        thing.Part(thing.Model.Seed % 4 < 3 ? Bins[thing.Model.Seed % 4] : Bins[3]);
        thing.Mesh.Loft(0.6f, Ring(0.08f * h, 0.76f, 0), Ring(0.88f * h, 0.96f, 0));
        thing.Mesh.Loft(MeshBuilder.Flat, Ring(0.88f * h, 1, 0), Ring(0.93f * h, 1, 0), Ring(h, 0.7f, 0));
        thing.Part(Rubber);
        foreach (float s in (float[])[-0.62f, 0.62f])
        {
            thing.Mesh.Wheel(new(-0.72f * l, s * w, 0.10f * h), 0.10f * h, 0.05f, 8);
        }
        thing.Mesh.Box(new(0.5f * l, -0.5f * w, 0), new(0.66f * l, 0.5f * w, 0.09f * h));
    }

    private static void Debris(AgentShape thing)
    {
        (Vector3 size, RandomStream random) = (thing.Size, new(thing.Model.Seed, 0xDEB));
        if (thing.Model.Seed % 2 == 0)
        {
            // Full rubbish bags.
            thing.Part(new Plain(thing.Model.Seed % 4 == 0 ? new(0.025f) : Tint.Of(0x3E6FA0), 0.10f, 60, 0));
            float phase = random.Between(0f, 50f);
            Scenery.PlantMeshes.Crown(thing.Mesh, new(-0.14f * size.X, 0, 0.42f * size.Z), new(0.36f * size.X, 0.42f * size.Y, 0.42f * size.Z), true, phase);
            Scenery.PlantMeshes.Crown(thing.Mesh, new(0.26f * size.X, 0.1f * size.Y, 0.3f * size.Z), new(0.24f * size.X, 0.34f * size.Y, 0.3f * size.Z), false, phase + 9);
            thing.Mesh.Tube(new(-0.14f * size.X, 0, 0.8f * size.Z), new(-0.12f * size.X, 0, size.Z), 0.05f, 0.09f, 5);
            return;
        }
        // A fallen branch.
        thing.Part(new Plain(Tint.Of(0x6E5338), stains: 0.4f));
        float thick = 0.22f * size.Z;
        thing.Mesh.Tube(new(-size.X / 2, -0.2f * size.Y, thick), new(0.15f * size.X, 0.05f * size.Y, 1.3f * thick), thick, 0.7f * thick, 6);
        thing.Mesh.Tube(new(0.1f * size.X, 0.05f * size.Y, 1.2f * thick), new(size.X / 2, 0.35f * size.Y, 0.7f * size.Z), 0.7f * thick, 0.3f * thick, 5);
        thing.Mesh.Tube(new(-0.05f * size.X, 0, 1.2f * thick), new(0.35f * size.X, -size.Y / 2, 0.5f * size.Z), 0.6f * thick, 0.3f * thick, 5);
        thing.Part(new Foliage(Tint.Of(0x6A8A38), 0, size.Z, 5));
        Scenery.PlantMeshes.Crown(thing.Mesh, new(0.36f * size.X, 0.26f * size.Y, 0.6f * size.Z), new(0.15f * size.X, 0.22f * size.Y, 0.4f * size.Z), false, 3);
        Scenery.PlantMeshes.Crown(thing.Mesh, new(0.30f * size.X, -0.36f * size.Y, 0.4f * size.Z), new(0.13f * size.X, 0.14f * size.Y, 0.3f * size.Z), false, 8);
    }

    private static void Rack(AgentShape thing)
    {
        (Vector3 size, MeshBuilder mesh) = (thing.Size, thing.Mesh);
        bool across = size.Y > size.X;
        (float half, float deep, float h) = (Math.Max(size.X, size.Y) / 2, Math.Min(size.X, size.Y) / 2, size.Z);
        if (across)
        {
            mesh.Bend = p => new(-p.Y, p.X, p.Z);
        }
        thing.Part(Steel);
        int hoops = Math.Max(2, (int)MathF.Round(2 * half / 0.8f));
        for (int i = 0; i < hoops; i++)
        {
            float x = -half + 0.04f + (2 * half - 0.08f) * i / (hoops - 1);
            mesh.Tube(new(x, -deep + 0.04f, 0), new(x, -deep + 0.04f, h - 0.06f), 0.035f, 5);
            mesh.Tube(new(x, deep - 0.04f, 0), new(x, deep - 0.04f, h - 0.06f), 0.035f, 5);
            mesh.Tube(new(x, -deep, h - 0.05f), new(x, deep, h - 0.05f), 0.040f, 5);
        }
        for (int i = 0; i + 1 < hoops; i++)
        {
            if ((thing.Model.Seed >> i & 3) != 0)
            {
                Parked(thing, -half + (2 * half) * (i + 0.62f) / hoops, deep, h, (thing.Model.Seed >> 3 * i & 1) == 0, i);
            }
        }
        thing.Part(Steel);
        mesh.Box(new(-half, -deep + 0.02f, 0.02f), new(half, -deep + 0.08f, 0.07f));
        mesh.Box(new(-half, deep - 0.08f, 0.02f), new(half, deep - 0.02f, 0.07f));
        mesh.Bend = null;
    }

    // A bicycle across the rack, in few lines.
    private static void Parked(AgentShape rack, float x, float deep, float h, bool turned, int number)
    {
        float s = turned ? -1 : 1, size = Math.Min(1, deep / 0.9f), wheel = 0.33f * size;
        Vector3 P(float y, float z) => new(x, s * y * size, Math.Min(z * size, h - 0.03f));
        rack.Part(Rubber);
        Cycles.Hoop(rack.Mesh, P(-0.5f, 0.33f), wheel, 0.025f, 8, true);
        Cycles.Hoop(rack.Mesh, P(0.5f, 0.33f), wheel, 0.025f, 8, true);
        rack.Part(Frames[(int)((rack.Model.Seed + (ulong)number) % (ulong)Frames.Length)]);
        rack.Mesh.Tube(P(-0.05f, 0.3f), P(-0.2f, 0.85f), 0.025f, 4);
        rack.Mesh.Tube(P(-0.05f, 0.3f), P(0.38f, 0.75f), 0.025f, 4);
        rack.Mesh.Tube(P(-0.17f, 0.78f), P(0.37f, 0.80f), 0.025f, 4);
        rack.Mesh.Tube(P(0.36f, 0.92f), P(0.5f, 0.33f), 0.022f, 4);
        rack.Part(Rubber);
        rack.Mesh.Box(P(-0.32f, 0.85f) - new Vector3(0.06f, 0, 0), P(-0.08f, 0.90f) + new Vector3(0.06f, 0, 0));
        rack.Mesh.Tube(P(0.35f, 0.92f) - new Vector3(0.22f, 0, 0), P(0.35f, 0.92f) + new Vector3(0.22f, 0, 0), 0.02f, 4);
    }

    /// <summary>Draws a dog, 0.9 m long, 0.6 m high; returns what is to become the box.</summary>
    public static (Vector3 Low, Vector3 High) Dog(AgentShape dog)
    {
        MeshBuilder mesh = dog.Mesh;
        Surface coat = Coats[dog.Model.Seed % 4];
        dog.Part(coat);
        float swing = dog.Phase < 0 ? 0 : 0.11f * (float)Elementary.Sin(2 * Math.PI * dog.Phase / AgentMeshes.Phases);
        foreach (float s in (float[])[-1, 1])
        {
            mesh.Limb(new(0.19f, 0.085f * s, 0.40f), new(0.18f + 0.4f * s * swing, 0.085f * s, 0.20f), new(0.20f + s * swing, 0.085f * s, 0), new(0.060f, 0.038f, 0.034f), 5);
            mesh.Limb(new(-0.25f, 0.085f * s, 0.40f), new(-0.24f - 0.4f * s * swing, 0.085f * s, 0.20f), new(-0.28f - s * swing, 0.085f * s, 0), new(0.070f, 0.040f, 0.034f), 5);
        }
        Vector3[] Ring(float x, float z, float wide, float tall) => [.. Solids.Circle(7).Select(p => new Vector3(x, wide * p.X, z + tall * p.Y))];
        mesh.Loft(MeshBuilder.Round, Ring(-0.36f, 0.43f, 0.06f, 0.07f), Ring(-0.24f, 0.42f, 0.11f, 0.11f), Ring(0.12f, 0.40f, 0.125f, 0.135f), Ring(0.28f, 0.47f, 0.09f, 0.11f), Ring(0.36f, 0.58f, 0.06f, 0.07f));
        mesh.Limb(new(-0.32f, 0, 0.46f), new(-0.42f, 0, 0.52f), new(-0.47f, 0, 0.64f), new(0.035f, 0.028f, 0.012f), 4);
        mesh.Ball(new(0.35f, 0, 0.60f), new(0.105f, 0.085f, 0.085f), 7, 3);
        mesh.Tube(new(0.38f, 0, 0.585f), new(0.52f, 0, 0.56f), 0.055f, 0.036f, 6);
        dog.Part(Grey);
        foreach (float s in (float[])[-1, 1])
        {
            mesh.Tube(new(0.32f, 0.06f * s, 0.66f), new(0.30f, 0.105f * s, 0.55f), 0.042f, 0.016f, 4);
        }
        mesh.Ball(new(0.525f, 0, 0.567f), new(0.02f, 0.022f, 0.018f), 4, 2);
        (Vector3 low, Vector3 high) = mesh.Bounds();
        return (new(-0.47f, low.Y, low.Z), high);
    }
}
