using System.Numerics;

using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Painting;

/// <summary>All points within a radius of a segment: poles, trunks, limbs.</summary>
internal sealed class Rod(Vector3 start, Vector3 end, float radius, Surface surface) : Shape(surface)
{
    private readonly Vector3 axis = end - start;

    public override Box3 Bounds => new(Vector3.Min(start, end) - new Vector3(radius), Vector3.Max(start, end) + new Vector3(radius));

    public override bool Meets(in Ray ray, float limit, out float t, out int face)
    {
        Vector3 o = ray.Origin - start, d = ray.Direction;
        float aa = Vector3.Dot(axis, axis), ad = Vector3.Dot(axis, d), ao = Vector3.Dot(axis, o);
        float a = aa - ad * ad, b = aa * Vector3.Dot(o, d) - ao * ad, c = aa * Vector3.Dot(o, o) - ao * ao - radius * radius * aa;
        float root = b * b - a * c;
        face = 0;
        t = 0;
        if (root < 0)
        {
            return false;
        }
        t = a > 1e-9f ? (-b - MathF.Sqrt(root)) / a : 0;
        float along = ao + t * ad;
        if (a <= 1e-9f || along <= 0 || along >= aa)
        {
            Vector3 cap = along <= 0 ? o : ray.Origin - end; // the nearer half-sphere
            float half = Vector3.Dot(cap, d), inside = half * half - Vector3.Dot(cap, cap) + radius * radius;
            if (inside < 0)
            {
                return false;
            }
            t = -half - MathF.Sqrt(inside);
        }
        return t > Nearest && t < limit;
    }

    public override void Describe(Vector3 point, int face, out Vector3 local, out Vector3 localNormal, out Vector3 normal)
    {
        local = point - start;
        float along = Math.Clamp(Vector3.Dot(local, axis) / Vector3.Dot(axis, axis), 0, 1);
        localNormal = normal = Vector3.Normalize(local - along * axis);
    }
}
