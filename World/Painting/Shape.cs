using System.Numerics;

using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Painting;

/// <summary>A solid that rays can meet, and the surface that it shows.</summary>
internal abstract class Shape(Surface surface)
{
    protected const float Nearest = 1e-3f;

    public Surface Surface { get; } = surface;

    public abstract Box3 Bounds { get; }

    /// <summary>First point of the solid on the ray beyond a millimetre and before <paramref name="limit"/>.</summary>
    public abstract bool Meets(in Ray ray, float limit, out float t, out int face);

    /// <summary>Position and normal, in the shape's own frame and in the world's.</summary>
    public abstract void Describe(Vector3 point, int face, out Vector3 local, out Vector3 localNormal, out Vector3 normal);
}
