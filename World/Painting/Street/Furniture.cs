using System.Numerics;

using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Painting.Street;

/// <summary>Builds lamps, signs, benches, bins and bollards.</summary>
internal static class Furniture
{
    private static readonly Plain Iron = new(new(0.035f, 0.045f, 0.042f), 0.05f, 40);
    private static readonly Plain Steel = new(new(0.33f, 0.34f, 0.35f), 0.08f, 40);
    private static readonly Plain Wood = new(new(0.28f, 0.16f, 0.08f), 0.02f, 20, 0.3f);

    /// <summary>A street lamp whose arm reaches over the road; <paramref name="towards"/> is +1 if the road lies to the left.</summary>
    public static IEnumerable<Shape> Lamp(Vector3 foot, float towards)
    {
        Vector3 top = foot + new Vector3(0, 0, 6.6f), tip = top + new Vector3(0, 1.7f * towards, 0.35f);
        yield return new Rod(foot, foot + new Vector3(0, 0, 1.1f), 0.11f, Iron);
        yield return new Rod(foot, top, 0.062f, Iron);
        yield return new Rod(top, tip, 0.04f, Iron);
        yield return new Blob(tip + new Vector3(0, 0.25f * towards, -0.02f), new(0.15f, 0.42f, 0.08f), Steel);
    }

    /// <summary>The sign of a pedestrian crossing, seen along the street.</summary>
    public static IEnumerable<Shape> Sign(Vector3 foot)
    {
        yield return new Rod(foot, foot + new Vector3(0, 0, 2.9f), 0.035f, Steel);
        yield return Solid.Block(new(foot + new Vector3(-0.05f, 0, 2.55f)), new(-0.015f, -0.38f, -0.38f), new(0.015f, 0.38f, 0.38f), new CrossingSign(0.38f));
    }

    /// <summary>A bench that looks towards the street.</summary>
    public static IEnumerable<Shape> Bench(Vector3 foot, float heading)
    {
        Placement at = new(foot, heading);
        for (int slat = 0; slat < 3; slat++)
        {
            yield return Solid.Block(at, new(-0.22f + 0.16f * slat, -0.85f, 0.43f), new(-0.09f + 0.16f * slat, 0.85f, 0.47f), Wood);
            yield return Solid.Block(at, new(-0.30f - 0.03f * slat, -0.85f, 0.56f + 0.14f * slat), new(-0.26f - 0.03f * slat, 0.85f, 0.66f + 0.14f * slat), Wood);
        }
        foreach (float y in (float[])[-0.7f, 0.7f])
        {
            yield return Solid.Block(at, new(-0.25f, y - 0.03f, 0), new(0.25f, y + 0.03f, 0.43f), Iron);
        }
    }

    /// <summary>A litter bin.</summary>
    public static IEnumerable<Shape> Bin(Vector3 foot)
    {
        Placement at = new(foot, 0.1f);
        yield return Solid.Block(at, new(-0.25f, -0.25f, 0.06f), new(0.25f, 0.25f, 0.92f), new Plain(new(0.03f, 0.10f, 0.06f), 0.03f, 40));
        yield return Solid.Block(at, new(-0.26f, -0.17f, 0.66f), new(0.26f, 0.17f, 0.82f), new Plain(new(0.01f)));
        yield return Solid.Block(at, new(-0.29f, -0.29f, 0.92f), new(0.29f, 0.29f, 0.97f), Iron);
    }

    /// <summary>A bollard.</summary>
    public static IEnumerable<Shape> Bollard(Vector3 foot)
    {
        yield return new Rod(foot, foot + new Vector3(0, 0, 0.85f), 0.07f, Iron);
        yield return new Rod(foot + new Vector3(0, 0, 0.70f), foot + new Vector3(0, 0, 0.76f), 0.078f, new Plain(new(0.7f)));
    }
}
