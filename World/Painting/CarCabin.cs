using VoxPilot.World.Numerics;
using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>The upper body: a painted roof on pillars, glass between them.</summary>
/// <param name="color">Colour of roof and pillars.</param>
/// <param name="sill">Height at which glass begins.</param>
/// <param name="head">Height at which it ends.</param>
/// <param name="profile">Corners of the cabin in local (x, z): front foot, front head, rear head, rear foot.</param>
/// <param name="panels">True: painted panels instead of rear side windows (vans).</param>
internal sealed class CarCabin(Vector3 color, float sill, float head, Vector2[] profile, bool panels = false) : Surface
{
    private const float Pillar = 0.085f;

    public override Look At(in SurfacePoint p)
    {
        (float x, float z) = (p.Local.X, p.Local.Z);
        if (p.LocalNormal.Z > 0.85f)
        {
            return Paint();
        }
        float glass = Tint.Band(sill, head, z, p.Blur);
        if (Math.Abs(p.LocalNormal.Y) > 0.6f)
        {
            float share = Math.Clamp((z - profile[0].Y) / (profile[1].Y - profile[0].Y), 0, 1);
            float front = profile[0].X + share * (profile[1].X - profile[0].X), rear = profile[3].X + share * (profile[2].X - profile[3].X);
            glass *= Tint.Band(rear + Pillar * 1.6f, front - Pillar * 1.3f, x, p.Blur) * (1 - Tint.Band(-0.27f, -0.17f, x, p.Blur));
            glass *= panels ? Tint.Band(-0.2f, 9, x, p.Blur) : 1;
        }
        else
        {
            float reach = 0.70f - 0.20f * Math.Clamp((z - sill) / (head - sill), 0, 1);
            glass *= panels && p.LocalNormal.X < 0 ? 0 : Tint.Band(0, reach, Math.Abs(p.Local.Y), p.Blur);
        }
        Look look = Paint();
        // Behind the glass: seats and far windows, dimly.
        Vector3 inside = new Vector3(0.016f, 0.018f, 0.020f) + new Vector3(0.03f) * Noise.At(2.3f * x, 3 * z + 5 * p.Local.Y);
        look.Color = Tint.Mix(look.Color, inside, glass);
        look.Mirror = 0.05f + 0.10f * glass;
        look.Polish = 350 + 400 * glass;
        return look;
    }

    private Look Paint() => new(color) { Mirror = 0.05f, Polish = 350 };
}
