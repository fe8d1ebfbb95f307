using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A traffic cone: orange with two white bands.</summary>
internal sealed class ConeStripes(float height) : Surface
{
    private static readonly Vector3 Orange = Tint.Of(0xF5560F), White = Tint.Of(0xF2F2EE);

    public override Look At(in SurfacePoint p)
    {
        float z = p.Local.Z / height, blur = p.Blur / height;
        float white = Tint.Band(0.42f, 0.58f, z, blur) + Tint.Band(0.72f, 0.84f, z, blur);
        return new(Tint.Mix(Orange, White, white)) { Mirror = 0.02f, Polish = 20, Glow = 0.03f * (1 - white) * Orange };
    }
}
