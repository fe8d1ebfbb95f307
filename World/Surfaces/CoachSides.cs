using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A bus: windows all along, doors, a lit destination, lamps.</summary>
/// <param name="body">Where things are.</param>
/// <param name="doorsAtLeft">True where people get on at the left.</param>
internal sealed class CoachSides(VehicleBody body, bool doorsAtLeft) : Surface
{
    private static readonly Vector3 Glass = new(0.020f, 0.024f, 0.028f);

    private readonly Surface paint = new CoachWork(body);
    private readonly float low = 0.42f * body.Height, high = 0.80f * body.Height;

    public override Look At(in SurfacePoint p)
    {
        (float x, float y, float z, float blur) = (p.Local.X, p.Local.Y, p.Local.Z, p.Blur);
        Look look = paint.At(p);
        float glass = 0;
        if (Math.Abs(p.LocalNormal.Y) > 0.6f)
        {
            look.Color = Tint.Mix(look.Color, Tint.Of(0xE6E6E0), Tint.Band(high + 0.06f, 9, z, blur));
            glass = Tint.Band(low, high, z, blur) * Tint.Band(-body.Half.X + 0.5f, body.Half.X - 0.12f, x, blur) * (1 - Tint.Stripes(x + 0.7f, 1.5f, 0.09f, blur));
            if (y > 0 == doorsAtLeft)
            {
                foreach (float door in (float[])[body.Half.X - 1.1f, -0.3f])
                {
                    float leaf = Tint.Band(-0.6f, 0.6f, x - door, blur) * Tint.Band(0.35f, high + 0.05f, z, blur);
                    float frame = Math.Max(Tint.Band(0.52f, 9, Math.Abs(x - door), blur), Tint.Band(-0.05f, 0.05f, x - door, blur));
                    glass = Math.Max(glass * (1 - leaf), leaf * (1 - frame));
                    look.Color = Tint.Mix(look.Color, new(0.03f), leaf);
                }
            }
        }
        else if (p.LocalNormal.X > 0.6f)
        {
            glass = Tint.Band(0.36f * body.Height, high, z, blur) * Tint.Band(0, body.Half.Y - 0.10f, Math.Abs(y), blur);
            float sign = Tint.Band(high + 0.06f, high + 0.34f, z, blur) * Tint.Band(0, 0.75f, Math.Abs(y), blur);
            look.Color = Tint.Mix(look.Color, new(0.02f), sign);
            look.Glow += sign * Tint.Stripes(y, 0.24f, 0.15f, blur) * new Vector3(0.75f, 0.45f, 0.06f);
        }
        else if (p.LocalNormal.X < -0.6f)
        {
            glass = Tint.Band(0.55f * body.Height, high, z, blur) * Tint.Band(0, body.Half.Y - 0.25f, Math.Abs(y), blur);
        }
        look.Color = Tint.Mix(look.Color, Glass, glass);
        look.Mirror += 0.14f * glass;
        return look;
    }
}
