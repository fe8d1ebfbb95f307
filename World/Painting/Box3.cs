using System.Numerics;

namespace VoxPilot.World.Painting;

/// <summary>An axis-aligned box.</summary>
internal readonly record struct Box3(Vector3 Low, Vector3 High)
{
    public static Box3 Nothing => new(new(float.MaxValue), new(float.MinValue));

    public Vector3 Centre => 0.5f * (Low + High);

    public Box3 Join(Box3 other) => new(Vector3.Min(Low, other.Low), Vector3.Max(High, other.High));

    /// <summary>Whether a ray meets the box before <paramref name="limit"/>; <paramref name="inverse"/> is 1 / direction.</summary>
    public bool Meets(Vector3 origin, Vector3 inverse, float limit, out float enter)
    {
        Vector3 a = (Low - origin) * inverse, b = (High - origin) * inverse;
        Vector3 near = Vector3.Min(a, b), far = Vector3.Max(a, b);
        enter = Math.Max(Math.Max(near.X, near.Y), Math.Max(near.Z, 0));
        return enter <= Math.Min(Math.Min(far.X, far.Y), Math.Min(far.Z, limit));
    }
}
