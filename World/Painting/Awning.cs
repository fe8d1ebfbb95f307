using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>Striped cloth.</summary>
internal sealed class Awning(Vector3 color) : Surface
{
    public override Look At(in SurfacePoint p) =>
        new(Tint.Mix(color, new(0.62f, 0.60f, 0.55f), Tint.Stripes(p.Local.Y, 0.6f, 0.3f, p.Blur))) { Through = 0.25f };
}
