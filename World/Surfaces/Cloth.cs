using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>An awning's striped cloth; stripes across local x.</summary>
internal sealed class Cloth(Vector3 color) : Surface
{
    public override Look At(in SurfacePoint p) =>
        new(Tint.Mix(color, new(0.62f, 0.60f, 0.55f), Tint.Stripes(p.Local.X, 0.8f, 0.4f, p.Blur))) { Through = 0.2f };
}
