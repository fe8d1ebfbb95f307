using VoxPilot.World.Numerics;
using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>One colour, with slight stains so that it does not look like plastic.</summary>
internal sealed class Plain(Vector3 color, float mirror = 0, float polish = 20, float stains = 0.12f, Vector3 glow = default) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        float tone = stains > 0 ? 1 - stains * Noise.At(1.7f * p.World) - 0.5f * stains * Noise.At(9 * p.World) : 1;
        return new(color * tone) { Mirror = mirror, Polish = polish, Glow = glow };
    }
}
