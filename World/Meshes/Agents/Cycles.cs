using System.Numerics;
using VoxPilot.World.Numerics;
using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Meshes.Agents;

/// <summary>Bicycles and motorcycles, with or without a rider.</summary>
internal static class Cycles
{
    private static readonly Surface Tyre = new Plain(new(0.016f), stains: 0), Metal = new Plain(Tint.Of(0xA8ACAE), 0.12f, 100, 0), Leather = new Plain(Tint.Of(0x221F1E), 0.03f, 40, 0);
    private static readonly Surface HeadLamp = new Plain(new(0.8f), 0.2f, 100, 0, new(0.3f)), Rear = new Plain(new(0.5f, 0.012f, 0.01f), 0.05f, 100, 0, new(0.10f, 0, 0)), Brake = new Plain(new(0.5f, 0.012f, 0.01f), 0.05f, 100, 0, new(1.3f, 0.06f, 0.03f));
    private static readonly Surface[] Helmets = [.. ((int[])[0xE8E8E4, 0xB8242A, 0x24282C, 0x2B5FA8, 0xE0B020]).Select(c => new Plain(Tint.Of(c), 0.06f, 150, 0))];
    private static readonly Surface[] Tops = [.. ((int[])[0xC8302C, 0x2E6DB0, 0xE2DED2, 0xE0B020, 0x2F7A54, 0x3A3A42, 0xD86A2A]).Select(c => new Plain(Tint.Of(c), stains: 0.1f))];

    /// <summary>Draws a bicycle, 1.75 m long and 1.05 m high without its rider.</summary>
    public static void Bicycle(AgentShape cycle)
    {
        RandomStream random = new(cycle.Model.Seed, 0xB1C);
        MeshBuilder mesh = cycle.Mesh;
        Vector3 crank = new(-0.06f, 0, 0.30f), seat = new(-0.24f, 0, 0.92f), head = new(0.38f, 0, 0.88f), rear = new(-0.53f, 0, 0.34f), fore = new(0.54f, 0, 0.34f), joint = new(-0.19f, 0, 0.80f);
        cycle.Part(Tyre);
        Hoop(mesh, rear, 0.34f, 0.028f, 12, false);
        Hoop(mesh, fore, 0.34f, 0.028f, 12, false);
        cycle.Part(new Plain(cycle.Model.Paint.Color(), 0.05f, 100, 0));
        foreach ((Vector3 a, Vector3 b) in ((Vector3, Vector3)[])[(crank, joint), (crank, new(0.41f, 0, 0.72f)), (joint, head), (crank, rear), (joint, rear), (head, fore)])
        {
            mesh.Tube(a, b, 0.024f, 4);
        }
        cycle.Part(Metal);
        mesh.Tube(joint, seat, 0.016f, 4);
        mesh.Tube(head, new(0.36f, 0, 1.02f), 0.018f, 4);
        mesh.Tube(new(0.36f, -0.29f, 1.03f), new(0.36f, 0.29f, 1.03f), 0.020f, 4);
        cycle.Part(Leather);
        mesh.Profile([new(-0.38f, 0.92f), new(-0.10f, 0.93f), new(-0.12f, 0.96f), new(-0.38f, 0.98f)], 0.07f);
        if (!cycle.Model.Ridden)
        {
            return;
        }
        Limbs body = new(mesh, cycle.Part, random, random.Pick(Tops), random.Chance(0.6) ? random.Pick(Helmets) : null);
        double turn = -2 * Math.PI * Math.Max(0, cycle.Phase) / AgentMeshes.Phases;
        foreach (float side in (float[])[-1, 1])
        {
            (double sin, double cos) = Elementary.SinCos(turn + (side > 0 ? Math.PI : 0));
            Vector3 pedal = crank + new Vector3(0.17f * (float)cos, 0.11f * side, 0.17f * (float)sin + 0.08f), hip = new(-0.22f, 0.09f * side, 1.0f);
            Vector3 knee = new(0.17f + 0.06f * (float)cos, 0.12f * side, 0.76f + 0.10f * (float)sin);
            body.Leg(hip, knee, pedal, new(0.12f, 0, -0.02f), 1);
            body.Arm(new(0.10f, 0.19f * side, 1.44f), new(0.22f, 0.29f * side, 1.22f), new(0.36f, 0.26f * side, 1.06f), 1, true);
        }
        body.Torso(new(-0.22f, 0, 0.99f), new(0.10f, 0, 1.48f), 1);
        body.Head(new(0.15f, 0, 1.49f), 1);
    }

    /// <summary>Draws a motorcycle or scooter, 2.1 m long and 1.1 m high without its rider.</summary>
    public static void Motorcycle(AgentShape cycle)
    {
        RandomStream random = new(cycle.Model.Seed, 0x307);
        MeshBuilder mesh = cycle.Mesh;
        Surface paint = new Plain(cycle.Model.Paint.Color(), 0.06f, 200, 0);
        bool scooter = cycle.Model.Seed % 2 == 0;
        float radius = scooter ? 0.25f : 0.31f;
        cycle.Part(new WheelFace([-0.70f, 0.72f], radius));
        mesh.Wheel(new(-0.70f, 0, radius), radius, 0.15f, 12);
        mesh.Wheel(new(0.72f, 0, radius), radius, 0.11f, 12);
        cycle.Part(paint);
        if (scooter)
        {
            mesh.Profile([new(-1.0f, 0.45f), new(-0.15f, 0.32f), new(-0.10f, 0.70f), new(-0.95f, 0.76f)], 0.19f, 0.06f);
            mesh.Profile([new(0.35f, 0.28f), new(0.52f, 0.28f), new(0.46f, 0.98f), new(0.33f, 0.98f)], 0.23f, 0.04f);
            mesh.Profile([new(-0.2f, 0.26f), new(0.45f, 0.26f), new(0.45f, 0.34f), new(-0.2f, 0.34f)], 0.17f);
            mesh.Profile([new(0.45f, 0.42f), new(1.02f, 0.36f), new(0.95f, 0.52f), new(0.6f, 0.60f)], 0.08f, 0.02f);
        }
        else
        {
            mesh.Profile([new(-0.12f, 0.72f), new(0.36f, 0.74f), new(0.42f, 0.92f), new(0.15f, 0.99f), new(-0.12f, 0.84f)], 0.16f, 0.05f);
            mesh.Profile([new(-1.02f, 0.72f), new(-0.5f, 0.62f), new(-0.5f, 0.76f), new(-1.0f, 0.84f)], 0.11f, 0.03f);
            mesh.Profile([new(0.36f, 0.68f), new(0.62f, 0.72f), new(0.70f, 0.90f), new(0.42f, 1.05f)], 0.15f, 0.05f);
            cycle.Part(Metal);
            mesh.Profile([new(-0.32f, 0.26f), new(0.30f, 0.26f), new(0.34f, 0.66f), new(-0.34f, 0.70f)], 0.15f, 0.05f);
            mesh.Tube(new(-0.05f, -0.17f, 0.32f), new(-0.85f, -0.19f, 0.42f), 0.05f, 0.07f, 5);
        }
        cycle.Part(Metal);
        foreach (float s in (float[])[-0.09f, 0.09f])
        {
            mesh.Tube(new(0.72f, s, radius), new(0.42f, s, 0.98f), 0.025f, 4);
        }
        mesh.Tube(new(0.36f, -0.36f, 1.04f), new(0.36f, 0.36f, 1.04f), 0.022f, 4);
        cycle.Part(Leather);
        mesh.Profile([new(-0.85f, 0.77f), new(-0.10f, 0.74f), new(-0.12f, 0.82f), new(-0.85f, 0.90f)], 0.14f, 0.03f);
        cycle.Part(HeadLamp);
        mesh.Ball(new(0.60f, 0, 0.90f), new(0.09f, 0.11f, 0.10f), 5, 3);
        cycle.Part(cycle.Braking ? Brake : Rear);
        mesh.Box(new(-1.05f, -0.09f, 0.74f), new(-0.98f, 0.09f, 0.83f));
        if (!cycle.Model.Ridden)
        {
            return;
        }
        Limbs body = new(mesh, cycle.Part, random, random.Pick(Tops), random.Pick(Helmets));
        foreach (float side in (float[])[-1, 1])
        {
            body.Leg(new(-0.28f, 0.11f * side, 0.86f), new(0.18f, 0.21f * side, 0.74f), new(0.02f, 0.22f * side, 0.36f), new(0.14f, 0, -0.02f), 1);
            body.Arm(new(-0.06f, 0.20f * side, 1.36f), new(0.12f, 0.32f * side, 1.14f), new(0.35f, 0.31f * side, 1.06f), 1, false);
        }
        body.Torso(new(-0.30f, 0, 0.88f), new(-0.06f, 0, 1.41f), 1);
        body.Head(new(-0.02f, 0, 1.43f), 1.05f);
    }

    /// <summary>A tyre about y, or about x, of three-cornered section.</summary>
    internal static void Hoop(MeshBuilder mesh, Vector3 hub, float radius, float half, int sides, bool across)
    {
        mesh.Solid(0.2f);
        Vector2[] circle = Solids.Circle(sides);
        Vector3[][] rings = [.. circle.Select(p => new[] { Around(p, radius, 0), Around(p, radius - 2 * half, half), Around(p, radius - 2 * half, -half) })];
        Vector3 Around(Vector2 p, float r, float y) => hub + (across ? new Vector3(-y, r * p.X, r * p.Y) : new Vector3(r * p.X, y, r * p.Y));
        for (int i = 0; i < sides; i++)
        {
            (Vector3[] a, Vector3[] b) = (rings[i], rings[(i + 1) % sides]);
            for (int j = 0; j < 3; j++)
            {
                int k = (j + 1) % 3;
                mesh.Triangle(a[j], a[k], b[k]);
                mesh.Triangle(a[j], b[k], b[j]);
            }
        }
    }
}
