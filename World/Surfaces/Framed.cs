using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A surface whose own frame has its origin elsewhere in the shape's frame.</summary>
internal sealed class Framed(Surface inner, Vector3 origin) : Surface
{
    public override Look At(in SurfacePoint p) => inner.At(p with { Local = p.Local - origin });
}
