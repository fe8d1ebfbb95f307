using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>Bright orange with silver bands.</summary>
internal sealed class WorkVest : Surface
{
    private static readonly Vector3 Orange = Tint.Of(0xFF6A13), Silver = Tint.Of(0xD8DCDD);

    public override Look At(in SurfacePoint p) =>
        new(Tint.Mix(Orange, Silver, Tint.Stripes(p.Local.Z - 1.08f, 0.22f, 0.06f, p.Blur))) { Glow = 0.06f * Orange, Mirror = 0.02f, Polish = 20 };
}
