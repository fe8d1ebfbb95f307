using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A car's wheel: rubber around a rim of five spokes.</summary>
internal sealed class Tyre(Vector3 hub, float radius) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        Vector3 from = p.Local - hub;
        float r = MathF.Sqrt(from.X * from.X + from.Z * from.Z) / radius, angle = MathF.Atan2(from.Z, from.X);
        if (Math.Abs(p.LocalNormal.Y) < 0.6f || r > 0.66f)
        {
            return new(new(0.018f)) { Open = 0.8f };
        }
        float spoke = Tint.Band(-0.28f - 0.1f / Math.Max(r, 0.1f), 0.28f + 0.1f / Math.Max(r, 0.1f), Wrap(angle), 0.08f);
        float metal = r > 0.58f || r < 0.16f ? 1 : spoke;
        return new(Tint.Mix(new(0.015f), new(0.42f, 0.43f, 0.45f), metal)) { Mirror = 0.10f * metal, Polish = 80 };
    }

    private static float Wrap(float angle)
    {
        const float Fifth = 2 * MathF.PI / 5;
        return angle - Fifth * MathF.Round(angle / Fifth);
    }
}
