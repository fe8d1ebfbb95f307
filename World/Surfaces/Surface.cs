using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>What a shape looks like, point by point.</summary>
internal abstract class Surface
{
    /// <summary>True if rays may pass through in places.</summary>
    public virtual bool HasHoles => false;

    /// <summary>Whether there is something at a point, which is given in the shape's frame and in the town's; asked only where <see cref="HasHoles"/>.</summary>
    public virtual bool Covers(Vector3 local, Vector3 world, float distance) => true;

    public abstract Look At(in SurfacePoint p);
}
