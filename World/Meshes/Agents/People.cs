using System.Numerics;
using VoxPilot.World.Numerics;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Meshes.Agents;

/// <summary>People on foot. Measures are of someone 1.75 m tall, scaled to the box; a whole stride fills its length, whatever the phase.</summary>
internal static class People
{
    private static readonly Surface Vest = new WorkVest(), HardHat = new Plain(Tint.Of(0xF2C21A), 0.04f, 60, 0), Bag = new Plain(Tint.Of(0x3A4652), stains: 0.1f);

    /// <summary>Draws one; returns what is to become the box.</summary>
    public static (Vector3 Low, Vector3 High) Draw(AgentShape person)
    {
        bool child = person.Model.Kind == AgentKind.Child, worker = person.Model.Kind == AgentKind.Worker;
        RandomStream random = new(person.Model.Seed, 0x9E0);
        Surface top = worker ? Vest : new Plain(person.Model.Paint.Color(), stains: 0.1f);
        Limbs body = new(person.Mesh, person.Part, random, top, worker ? HardHat : null);
        bool bare = !worker && random.Chance(0.4), bag = !worker && random.Chance(0.3);
        double angle = 2 * Math.PI * person.Phase / AgentMeshes.Phases;
        bool standing = person.Phase < 0;
        float swing = standing ? 0.05f : (float)Elementary.Sin(angle), raise = standing ? 0 : (float)Elementary.Cos(angle);
        float bob = standing ? 0 : -0.02f * swing * swing, large = child ? 1.25f : 1;
        foreach (float side in (float[])[-1, 1])
        {
            float step = side * swing, lift = Math.Max(0, side * raise) * 0.07f; // a foot is up while it swings forward
            Vector3 hip = new(0, 0.085f * side, 0.92f + bob), knee = new(0.17f * step + 0.03f + 0.6f * lift, 0.095f * side, 0.50f + 0.3f * lift), ankle = new(0.31f * step - 0.02f - lift, 0.10f * side, 0.075f + lift);
            body.Leg(hip, knee, ankle, new(0.13f, 0.01f * side, -0.02f), 1);
            Vector3 shoulder = new(0, 0.205f * side, 1.42f + bob), elbow = new(-0.15f * step - 0.02f, 0.275f * side, 1.14f + bob), hand = new(-0.27f * step + 0.07f, 0.27f * side, 0.88f + 0.04f * Math.Abs(step) + bob);
            body.Arm(shoulder, elbow, hand, 1, bare);
        }
        body.Torso(new(0, 0, 0.93f + bob), new(0, 0, 1.46f + bob), 1);
        body.Head(new(0, 0, 1.46f + bob), 1, large);
        if (bag)
        {
            person.Part(Bag);
            person.Mesh.Profile([new(-0.25f, 1.05f), new(-0.1f, 1.03f), new(-0.1f, 1.42f), new(-0.22f, 1.40f)], 0.15f);
        }
        (Vector3 low, Vector3 high) = person.Mesh.Bounds();
        // Heights and widths fill the box; the length is that of a whole stride, for otherwise people would swell and shrink as they walk.
        return (new(-0.40f, low.Y, low.Z), new(0.46f, high.Y, high.Z));
    }
}
