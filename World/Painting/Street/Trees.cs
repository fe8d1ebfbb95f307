using System.Numerics;

using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Painting.Street;

/// <summary>Builds trees, bushes and hedges: trunk and boughs of rods, crowns of clumps of leaves.</summary>
internal static class Trees
{
    private static readonly Vector3[] Greens =
        [new(0.085f, 0.165f, 0.030f), new(0.115f, 0.190f, 0.035f), new(0.060f, 0.135f, 0.035f), new(0.150f, 0.195f, 0.040f)];

    /// <summary>A broad-leaved tree.</summary>
    public static IEnumerable<Shape> Tree(Vector3 foot, float height, RandomStream random)
    {
        Plain bark = new(new(0.115f, 0.085f, 0.060f), 0, 5, 0.35f);
        float stem = 0.36f * height, reach = 0.30f * height;
        Vector3 fork = foot + new Vector3(random.Between(-0.2f, 0.2f), random.Between(-0.2f, 0.2f), stem);
        yield return new Rod(foot - new Vector3(0, 0, 0.2f), fork, 0.020f * height + 0.03f, bark);
        Leaves leaves = new(random.Pick(Greens), 0.47f, 4.2f, foot.Z + stem - 0.5f, height - stem);
        int clumps = 22;
        for (int i = 0; i < clumps; i++)
        {
            float turn = 2.39996f * i + random.Between(-0.4f, 0.4f), level = (i + 0.5f) / clumps;
            float away = reach * MathF.Sin(MathF.PI * (0.18f + 0.74f * level)) * random.Between(0.45f, 0.95f);
            Vector3 centre = foot + new Vector3(away * MathF.Cos(turn), away * MathF.Sin(turn), stem + 0.25f + (height - stem - 0.5f) * (0.08f + 0.80f * level));
            float size = 0.15f * height * random.Between(0.75f, 1.2f);
            yield return new Blob(centre, new(size, size, 0.78f * size), leaves);
            if (i % 3 == 0)
            {
                yield return new Rod(fork - new Vector3(0, 0, 0.3f), centre, 0.035f + 0.003f * height, bark);
            }
        }
        yield return new Blob(foot + new Vector3(0, 0, 0.66f * height), new(0.6f * reach, 0.6f * reach, 0.24f * height), leaves);
    }

    /// <summary>A clipped hedge between two corners.</summary>
    public static Shape Hedge(Vector3 low, Vector3 high) =>
        Solid.Block(new(default), low, high, new Hedgerow(new(0.060f, 0.125f, 0.028f), low.Z, high.Z - low.Z));

    /// <summary>A round bush.</summary>
    public static Shape Bush(Vector3 foot, float size, RandomStream random) =>
        new Blob(foot + new Vector3(0, 0, 0.7f * size), new(size, size, 0.8f * size), new Leaves(random.Pick(Greens), 0.52f, 7, foot.Z, 1.5f * size));
}
