
namespace VoxPilot.World.Surfaces;

/// <summary>Give way: a white triangle on its point with a red edge. Local y across, z up, centred.</summary>
internal sealed class TriangleSign(float half) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        if (p.LocalNormal.X < 0.5f)
        {
            return new(new(0.35f));
        }
        float y = p.Local.Y / half, z = p.Local.Z / half, blur = p.Blur / half;
        float wide = 0.56f * (z + 0.48f);
        float white = Tint.Band(-0.5f, 0.60f, z, blur) * Tint.Band(-wide, wide, y, blur);
        return new(Tint.Mix(Tint.Of(0xC8202A), Tint.Of(0xF2F2EE), white)) { Mirror = 0.03f, Polish = 40 };
    }
}
