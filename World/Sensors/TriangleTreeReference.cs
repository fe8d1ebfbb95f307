using System.Numerics;

namespace VoxPilot.World.Sensors;

/// <summary>The plain twin of <see cref="TriangleTree.Cast"/>: one ray, every triangle.</summary>
internal static class TriangleTreeReference
{
    /// <summary>Where a ray ends, and on which triangle; the limit and −1 if it meets none.</summary>
    public static (float T, int Triangle) Cast(TriangleTree tree, Vector3 origin, Vector3 direction, float limit)
    {
        (float T, int Triangle) nearest = (limit, -1);
        for (int i = 0; i < tree.Count; i++)
        {
            TriangleTree.Corner corner = tree[i];
            Vector3 e1 = corner.B - corner.A, e2 = corner.C - corner.A, p = Cross(direction, e2), s = origin - corner.A, q = Cross(s, e1);
            float inverse = 1 / Dot(e1, p), u = Dot(s, p) * inverse, v = Dot(direction, q) * inverse, t = Dot(e2, q) * inverse;
            if (u >= -TriangleTree.Overlap && v >= -TriangleTree.Overlap && u + v <= 1 + TriangleTree.Overlap && t > 0 && t < nearest.T)
            {
                nearest = (t, i);
            }
        }
        return nearest;
    }

    private static Vector3 Cross(Vector3 a, Vector3 b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    private static float Dot(Vector3 a, Vector3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;
}
