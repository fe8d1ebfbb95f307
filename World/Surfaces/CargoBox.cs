using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>The box of a lorry or trailer: seams, a stripe along the sides, doors and red lamps behind.</summary>
/// <param name="color">Of the box.</param>
/// <param name="stripe">Of the stripe.</param>
/// <param name="low">Lowest point of the box, local.</param>
/// <param name="high">Highest point of the box, local.</param>
/// <param name="braking">True while the brake lights are lit.</param>
internal sealed class CargoBox(Vector3 color, Vector3 stripe, Vector3 low, Vector3 high, bool braking) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        (float x, float y, float z, float blur) = (p.Local.X, Math.Abs(p.Local.Y), p.Local.Z, p.Blur);
        float edge = Tint.Band(-1, low.Z + 0.10f, z, blur);
        Look look = new(color) { Mirror = 0.02f, Polish = 30 };
        if (Math.Abs(p.LocalNormal.Y) > 0.6f)
        {
            float middle = (low.Z + high.Z) / 2, tall = high.Z - low.Z;
            look.Color = Tint.Mix(color, stripe, Tint.Band(middle - 0.14f * tall, middle + 0.14f * tall, z, blur) * Tint.Band(low.X + 0.4f, high.X - 0.4f, x, blur));
            look.Color *= 1 - 0.25f * Tint.Stripes(x, 1.2f, 0.025f, blur);
        }
        else if (p.LocalNormal.X < -0.6f)
        {
            float seam = Math.Max(Tint.Band(0, 0.015f, y, blur), Tint.Band(high.Y - 0.09f, 9, y, blur)), bolt = Tint.Band(0.28f, 0.33f, y, blur);
            look.Color = Tint.Mix(look.Color * (1 - 0.6f * seam), new(0.25f), 0.6f * bolt);
            float lamp = Tint.Band(high.Y - 0.42f, high.Y - 0.04f, y, blur) * Tint.Band(low.Z + 0.02f, low.Z + 0.24f, z, blur);
            look.Color = Tint.Mix(look.Color, new(0.50f, 0.012f, 0.010f), lamp);
            look.Glow = lamp * (braking ? new Vector3(1.3f, 0.06f, 0.03f) : new Vector3(0.06f, 0, 0));
            edge *= 1 - lamp;
        }
        look.Color = Tint.Mix(look.Color, new(0.10f), 0.7f * edge);
        return look;
    }
}
