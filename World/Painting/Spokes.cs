using VoxPilot.World.Painting;
using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A bicycle's wheel: a tyre, a rim and thin spokes with air between.</summary>
internal sealed class Spokes(Placement placement, Vector3 hub, float radius) : Surface
{
    public override bool HasHoles => true;

    public override bool Covers(Vector3 point, Vector3 world, float distance)
    {
        float r = new Vector2(point.X - hub.X, point.Z - hub.Z).Length() / radius;
        float angle = MathF.Atan2(point.Z - hub.Z, point.X - hub.X) * 9 / MathF.PI;
        return r > 0.88f || r < 0.10f || Math.Abs(angle - MathF.Round(angle)) < 0.05f / r;
    }

    public override Look At(in SurfacePoint p)
    {
        Vector3 local = placement.ToLocal(p.World) - hub;
        return new(new Vector2(local.X, local.Z).Length() > 0.9f * radius ? new(0.02f) : new Vector3(0.45f));
    }
}
