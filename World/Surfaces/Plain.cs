using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>One colour, with slight stains so that it does not look like plastic.</summary>
internal sealed class Plain(Vector3 color, float mirror = 0, float polish = 20, float stains = 0.12f, Vector3 glow = default) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        float tone = stains > 0 && p.Blur < 0.4f ? 1 - 1.5f * stains * Noise.At(2.3f * p.Local) : 1 - 0.75f * stains;
        return new(color * tone) { Mirror = mirror, Polish = polish, Glow = glow };
    }
}
