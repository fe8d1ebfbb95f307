using System.Numerics;

using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Painting.Street;

/// <summary>Builds people of rods and blobs: walking, standing, and one on a bicycle.</summary>
internal static class People
{
    private static readonly Vector3[] Skins = [new(0.62f, 0.40f, 0.29f), new(0.46f, 0.28f, 0.19f), new(0.22f, 0.12f, 0.08f), new(0.68f, 0.46f, 0.35f)];
    private static readonly Vector3[] Hairs = [new(0.03f, 0.02f, 0.015f), new(0.10f, 0.055f, 0.03f), new(0.32f, 0.22f, 0.10f), new(0.25f)];
    private static readonly Vector3[] Tops =
        [new(0.52f, 0.06f, 0.05f), new(0.06f, 0.14f, 0.38f), new(0.62f, 0.60f, 0.55f), new(0.70f, 0.42f, 0.06f), new(0.05f, 0.22f, 0.17f), new(0.36f, 0.10f, 0.28f)];
    private static readonly Vector3[] Legs = [new(0.035f, 0.050f, 0.10f), new(0.03f), new(0.22f, 0.17f, 0.11f), new(0.12f)];

    /// <summary>Someone on foot. <paramref name="stride"/> is the phase of the step in radians; NaN: standing.</summary>
    public static IEnumerable<Shape> Walker(Vector3 foot, float heading, float stride, RandomStream random)
    {
        float size = random.Between(0.93f, 1.05f), swing = float.IsNaN(stride) ? 0.08f : 0.42f * MathF.Sin(stride);
        Placement at = new(foot, heading);
        Vector3 P(float x, float y, float z) => at.ToWorld(size * new Vector3(x, y, z));
        Plain skin = new(random.Pick(Skins)), top = new(random.Pick(Tops)), trousers = new(random.Pick(Legs)), hair = new(random.Pick(Hairs)), shoe = new(new(0.04f));
        foreach (float side in (float[])[-1, 1])
        {
            float step = side * swing, lift = Math.Max(0, -step) * 0.10f;
            Vector3 hip = P(0, 0.09f * side, 0.90f), knee = P(0.42f * step + 0.05f, 0.10f * side, 0.50f), ankle = P(0.80f * step, 0.10f * side, 0.09f + lift);
            yield return new Rod(hip, knee, 0.078f * size, trousers);
            yield return new Rod(knee, ankle, 0.058f * size, trousers);
            yield return new Rod(ankle, P(0.80f * step + 0.15f, 0.10f * side, 0.05f + lift), 0.045f * size, shoe);
            Vector3 shoulder = P(0, 0.20f * side, 1.40f), elbow = P(-0.45f * step - 0.02f, 0.26f * side, 1.12f), hand = P(-0.60f * step + 0.08f, 0.25f * side, 0.88f);
            yield return new Rod(shoulder, elbow, 0.055f * size, top);
            yield return new Rod(elbow, hand, 0.043f * size, top);
            yield return new Blob(hand, new(0.05f * size), skin);
        }
        yield return new Rod(P(0, 0.07f, 0.98f), P(0, 0.11f, 1.36f), 0.115f * size, top);
        yield return new Rod(P(0, -0.07f, 0.98f), P(0, -0.11f, 1.36f), 0.115f * size, top);
        yield return new Rod(P(0, 0, 1.42f), P(0.01f, 0, 1.54f), 0.055f * size, skin);
        yield return new Blob(P(0.02f, 0, 1.645f), size * new Vector3(0.098f, 0.098f, 0.125f), skin);
        yield return new Blob(P(-0.02f, 0, 1.69f), size * new Vector3(0.108f, 0.108f, 0.108f), hair);
        if (random.Index(3) == 0)
        {
            yield return new Rod(P(-0.16f, 0, 1.08f), P(-0.16f, 0, 1.32f), 0.13f * size, new Plain(random.Pick(Tops) * 0.7f));
        }
    }

    /// <summary>Someone on a bicycle; <paramref name="turn"/> is the cranks' angle.</summary>
    public static IEnumerable<Shape> Cyclist(Vector3 ground, float heading, float turn, RandomStream random)
    {
        Placement at = new(ground, heading);
        Vector3 P(float x, float y, float z) => at.ToWorld(new(x, y, z));
        Plain frame = new(new(0.05f, 0.28f, 0.30f), 0.05f, 100), black = new(new(0.02f)), skin = new(random.Pick(Skins));
        Plain top = new(new(0.75f, 0.55f, 0.05f)), trousers = new(random.Pick(Legs)), helmet = new(new(0.70f), 0.05f, 60);
        foreach (float x in (float[])[-0.52f, 0.54f])
        {
            Vector3 hub = new(x, 0, 0.34f);
            yield return Solid.Wheel(at, hub, 0.34f, 0.035f, new Spokes(at, hub, 0.34f));
        }
        Vector3 crank = P(-0.06f, 0, 0.30f), seat = P(-0.22f, 0, 0.90f), head = P(0.40f, 0, 0.86f), rear = P(-0.52f, 0, 0.34f), fore = P(0.54f, 0, 0.34f), bar = P(0.38f, 0, 1.02f);
        foreach ((Vector3 a, Vector3 b) in ((Vector3, Vector3)[])[(crank, seat), (crank, P(0.42f, 0, 0.74f)), (P(-0.19f, 0, 0.80f), head), (crank, rear), (P(-0.19f, 0, 0.80f), rear), (head, fore), (head, bar)])
        {
            yield return new Rod(a, b, 0.022f, frame);
        }
        yield return new Rod(P(-0.34f, 0, 0.93f), P(-0.10f, 0, 0.93f), 0.05f, black);
        yield return new Rod(P(0.38f, -0.27f, 1.04f), P(0.38f, 0.27f, 1.04f), 0.02f, black);
        foreach (float side in (float[])[-1, 1])
        {
            (float sin, float cos) = MathF.SinCos(turn + (side > 0 ? MathF.PI : 0));
            Vector3 pedal = P(-0.06f + 0.17f * cos, 0.11f * side, 0.30f + 0.17f * sin), hip = P(-0.20f, 0.09f * side, 0.98f);
            Vector3 knee = P(0.18f + 0.08f * cos, 0.11f * side, 0.72f + 0.10f * sin);
            yield return new Rod(hip, knee, 0.075f, trousers);
            yield return new Rod(knee, pedal + new Vector3(0, 0, 0.07f), 0.055f, trousers);
            yield return new Rod(pedal + new Vector3(0, 0, 0.03f), pedal + at.Turn(new(0.13f, 0, 0.02f)), 0.04f, black);
            Vector3 shoulder = P(0.10f, 0.19f * side, 1.42f), elbow = P(0.20f, 0.27f * side, 1.18f);
            yield return new Rod(shoulder, elbow, 0.052f, top);
            yield return new Rod(elbow, P(0.38f, 0.24f * side, 1.06f), 0.042f, skin);
        }
        yield return new Rod(P(-0.17f, 0.06f, 1.04f), P(0.08f, 0.10f, 1.40f), 0.12f, top);
        yield return new Rod(P(-0.17f, -0.06f, 1.04f), P(0.08f, -0.10f, 1.40f), 0.12f, top);
        yield return new Rod(P(0.10f, 0, 1.45f), P(0.14f, 0, 1.56f), 0.055f, skin);
        yield return new Blob(P(0.17f, 0, 1.645f), new(0.10f, 0.10f, 0.125f), skin);
        yield return new Blob(P(0.15f, 0, 1.70f), new(0.14f, 0.14f, 0.11f), helmet);
    }
}
