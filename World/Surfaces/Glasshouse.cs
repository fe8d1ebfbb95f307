using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>The upper body: a painted roof on pillars, glass between them.</summary>
/// <param name="color">Colour of roof and pillars.</param>
/// <param name="profile">Front foot, front head, rear head, rear foot: local x, z.</param>
/// <param name="half">Half the width at the foot.</param>
/// <param name="pillars">Where pillars stand between the side windows, along x.</param>
/// <param name="panelsBehind">Behind this x, sides are painted (vans); −∞ for none.</param>
internal sealed class Glasshouse(Vector3 color, Vector2[] profile, float half, float[] pillars, float panelsBehind = float.NegativeInfinity) : Surface
{
    private const float Pillar = 0.075f;

    private readonly float sill = profile[0].Y + 0.13f * (profile[1].Y - profile[0].Y), head = profile[0].Y + 0.84f * (profile[1].Y - profile[0].Y);

    public override Look At(in SurfacePoint p)
    {
        (float x, float z, float blur) = (p.Local.X, p.Local.Z, p.Blur);
        Look look = new(color) { Mirror = 0.05f, Polish = 350 };
        if (p.LocalNormal.Z > 0.86f)
        {
            return look;
        }
        float glass = Tint.Band(sill, head, z, blur), share = Math.Clamp((z - profile[0].Y) / (profile[1].Y - profile[0].Y), 0, 1);
        if (Math.Abs(p.LocalNormal.Y) > 0.6f)
        {
            float front = profile[0].X + share * (profile[1].X - profile[0].X), rear = profile[3].X + share * (profile[2].X - profile[3].X);
            glass *= Tint.Band(Math.Max(rear + 2 * Pillar, panelsBehind), front - 1.6f * Pillar, x, blur);
            foreach (float pillar in pillars)
            {
                glass *= 1 - Tint.Band(-Pillar / 2, Pillar / 2, x - pillar, blur);
            }
        }
        else
        {
            bool panel = p.LocalNormal.X < 0 && panelsBehind > float.NegativeInfinity;
            glass = panel ? 0 : Tint.Band(sill, head + 0.04f, z, blur) * Tint.Band(0, half * (0.88f - 0.14f * share), Math.Abs(p.Local.Y), blur);
        }
        look.Color = Tint.Mix(color, new(0.018f, 0.021f, 0.025f), glass);
        look.Mirror = 0.05f + 0.14f * glass;
        look.Polish = 350 + 400 * glass;
        return look;
    }
}
