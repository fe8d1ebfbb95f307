using System.Numerics;

using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Painting;

/// <summary>An ellipsoid with axes along the world's: heads, lamps, and clumps of leaves, through which a ray goes step by step.</summary>
internal sealed class Blob(Vector3 centre, Vector3 radii, Surface surface) : Shape(surface)
{
    private const float LeafStep = 0.09f;
    private const int MostSteps = 14;

    public override Box3 Bounds => new(centre - radii, centre + radii);

    public override bool Meets(in Ray ray, float limit, out float t, out int face)
    {
        Vector3 o = (ray.Origin - centre) / radii, d = ray.Direction / radii;
        float a = Vector3.Dot(d, d), b = Vector3.Dot(o, d), c = Vector3.Dot(o, o) - 1;
        float root = b * b - a * c;
        face = 0;
        t = 0;
        if (root < 0)
        {
            return false;
        }
        root = MathF.Sqrt(root);
        t = (-b - root) / a;
        if (!Surface.HasHoles)
        {
            return t > Nearest && t < limit;
        }
        float last = Math.Min((-b + root) / a, limit);
        t = Math.Max(t, Nearest);
        float step = Math.Max(LeafStep, (last - t) / MostSteps);
        for (t += 0.5f * step; t < last; t += step)
        {
            if (Surface.Covers((ray.At(t) - centre) / radii, ray.At(t), t))
            {
                return true;
            }
        }
        return false;
    }

    public override void Describe(Vector3 point, int face, out Vector3 local, out Vector3 localNormal, out Vector3 normal)
    {
        local = point - centre;
        localNormal = normal = Vector3.Normalize(local / (radii * radii));
    }
}
