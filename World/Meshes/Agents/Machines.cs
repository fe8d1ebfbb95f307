using System.Numerics;
using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Meshes.Agents;

/// <summary>Machines of building sites: excavators and wheel loaders.</summary>
internal static class Machines
{
    private static readonly Surface Yellow = new Plain(Tint.Of(0xE5A81B), 0.04f, 120, 0.15f), Orange = new Plain(Tint.Of(0xDE7A1C), 0.04f, 120, 0.15f);
    private static readonly Surface Track = new Tread(), Steel = new Plain(Tint.Of(0x54534F), 0.03f, 30, 0.3f), Glass = new Plain(new(0.022f, 0.026f, 0.030f), 0.18f, 400, 0);

    /// <summary>Draws one of them.</summary>
    public static void Draw(AgentShape machine)
    {
        Surface paint = machine.Model.Seed % 4 == 3 ? Orange : Yellow;
        if (machine.Model.Seed % 2 == 0)
        {
            Excavator(machine, paint);
        }
        else
        {
            Loader(machine, paint);
        }
    }

    // Drawn 7.5 m long, 2.7 m wide, 3.1 m high; the box's measures are then imposed.
    private static void Excavator(AgentShape machine, Surface paint)
    {
        MeshBuilder mesh = machine.Mesh;
        mesh.Bend = p => p * new Vector3(machine.Size.X / 7.5f, machine.Size.Y / 2.7f, machine.Size.Z / 3.1f);
        machine.Part(Track);
        foreach (float s in (float[])[-1, 1])
        {
            mesh.Slice([new(-3.35f, 0), new(0.15f, 0), new(0.5f, 0.35f), new(0.45f, 0.75f), new(0.1f, 0.95f), new(-3.3f, 0.95f), new(-3.65f, 0.7f), new(-3.7f, 0.35f)], Math.Min(s * 0.75f, s * 1.35f), Math.Max(s * 0.75f, s * 1.35f), 0.04f);
        }
        machine.Part(Steel);
        mesh.Box(new(-2.4f, -0.8f, 0.5f), new(-0.8f, 0.8f, 1.1f));
        machine.Part(paint);
        mesh.Profile([new(-3.75f, 1.1f), new(0.1f, 1.1f), new(0.1f, 1.45f), new(-1.6f, 2.05f), new(-3.4f, 2.1f), new(-3.75f, 1.8f)], 1.25f, 0.06f);
        mesh.Slice([new(-1.5f, 2.95f), new(-0.1f, 2.95f), new(-0.25f, 3.1f), new(-1.4f, 3.1f)], 0.3f, 1.25f, 0.03f);
        foreach (Vector2 post in (Vector2[])[new(-1.46f, 0.36f), new(-1.46f, 1.16f), new(0.02f, 0.36f), new(0.02f, 1.16f)])
        {
            mesh.Box(new(post.X - 0.05f, post.Y - 0.05f, 1.3f), new(post.X + 0.05f, post.Y + 0.05f, 2.97f));
        }
        Arm(mesh, new(0, -0.15f, 1.4f), new(1.6f, -0.15f, 2.9f), 0.30f, 0.34f, 0.18f);
        Arm(mesh, new(1.5f, -0.15f, 2.92f), new(3.1f, -0.15f, 2.55f), 0.34f, 0.24f, 0.18f);
        Arm(mesh, new(3.0f, -0.15f, 2.75f), new(3.35f, -0.15f, 0.9f), 0.26f, 0.16f, 0.15f);
        machine.Part(Glass);
        mesh.Slice([new(-1.44f, 1.4f), new(0.02f, 1.4f), new(0.02f, 2.2f), new(-0.12f, 2.95f), new(-1.44f, 2.95f)], 0.34f, 1.18f);
        machine.Part(Steel);
        Arm(mesh, new(0.5f, -0.15f, 1.35f), new(1.4f, -0.15f, 2.5f), 0.08f, 0.08f, 0.08f);
        mesh.Slice([new(2.75f, 0.35f), new(3.25f, 0.15f), new(3.7f, 0.5f), new(3.75f, 1.0f), new(3.2f, 1.05f), new(2.85f, 0.8f)], -0.65f, 0.35f, 0.03f);
        mesh.Bend = null;
    }

    // Drawn 7 m long, 2.5 m wide, 3.2 m high.
    private static void Loader(AgentShape machine, Surface paint)
    {
        MeshBuilder mesh = machine.Mesh;
        Vector3 scale = new(machine.Size.X / 7, machine.Size.Y / 2.5f, machine.Size.Z / 3.2f);
        mesh.Bend = p => p * scale;
        machine.Part(new WheelFace([-1.9f * scale.X, 1.0f * scale.X], 0.78f * scale.Z, 0.5f));
        foreach (float axle in (float[])[-1.9f, 1.0f])
        {
            foreach (float s in (float[])[-1, 1])
            {
                mesh.Wheel(new(axle, s * 0.95f, 0.78f), 0.78f, 0.55f, 12);
            }
        }
        machine.Part(paint);
        mesh.Profile([new(-3.4f, 0.9f), new(-0.8f, 0.8f), new(-0.8f, 1.75f), new(-3.1f, 1.9f), new(-3.45f, 1.6f)], 0.75f, 0.08f);
        mesh.Profile([new(-0.8f, 0.7f), new(1.3f, 0.6f), new(1.5f, 1.1f), new(0.6f, 1.6f), new(-0.8f, 1.6f)], 0.55f, 0.05f);
        mesh.Profile([new(-1.3f, 3.05f), new(0.3f, 3.05f), new(0.2f, 3.2f), new(-1.2f, 3.2f)], 0.78f, 0.03f);
        foreach (Vector2 post in (Vector2[])[new(-1.15f, 1), new(-1.15f, -1), new(0.15f, 1), new(0.15f, -1)])
        {
            mesh.Box(new(post.X - 0.05f, 0.70f * post.Y - 0.05f, 1.6f), new(post.X + 0.05f, 0.70f * post.Y + 0.05f, 3.07f));
        }
        foreach (float s in (float[])[-0.5f, 0.5f])
        {
            Arm(mesh, new(0.4f, s, 1.75f), new(2.3f, s, 0.95f), 0.16f, 0.2f, 0.09f);
            Arm(mesh, new(2.2f, s, 1.05f), new(2.75f, s, 0.45f), 0.2f, 0.15f, 0.09f);
        }
        machine.Part(Glass);
        mesh.Profile([new(-1.12f, 1.7f), new(0.12f, 1.7f), new(0.16f, 2.3f), new(0.05f, 3.06f), new(-1.12f, 3.06f)], 0.69f);
        machine.Part(Steel);
        mesh.Profile([new(2.55f, 0.06f), new(3.5f, 0), new(3.52f, 0.05f), new(2.95f, 0.9f), new(2.65f, 0.75f)], 1.25f);
        mesh.Bend = null;
    }

    // A beam from a to b in the plane y = a.Y, so high at its ends and so wide.
    private static void Arm(MeshBuilder mesh, Vector3 a, Vector3 b, float fromHeight, float toHeight, float half)
    {
        Vector3 along = Vectors.Unit(b - a), up = Vectors.Cross(along, Vector3.UnitY);
        Vector3[] Ring(Vector3 at, float high) =>
            [at - half * Vector3.UnitY - high / 2 * up, at + half * Vector3.UnitY - high / 2 * up, at + half * Vector3.UnitY + high / 2 * up, at - half * Vector3.UnitY + high / 2 * up];
        mesh.Loft(MeshBuilder.Flat, Ring(a, fromHeight), Ring(b, toHeight));
    }
}
