using System.Numerics;
using VoxPilot.World.Meshes;

namespace VoxPilot.World.Surfaces;

/// <summary>A blue square with a white triangle, in which someone walks: the sign of a pedestrian crossing. Local y across, z up, centred.</summary>
internal sealed class CrossingSign(float half) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        if (Math.Abs(p.LocalNormal.X) < 0.5f)
        {
            return new(new(0.35f));
        }
        float y = p.Local.Y / half, z = p.Local.Z / half, blur = p.Blur / half;
        float wide = 0.86f * (0.72f - z) / 1.44f;
        float triangle = Tint.Band(-0.72f, 0.72f, z, blur) * Tint.Band(-wide, wide, y, blur);
        float head = Vectors.Length(y, z - 0.18f) < 0.11f ? 1 : 0;
        float body = Tint.Band(-0.09f, 0.09f, y - 0.02f * z, blur) * Tint.Band(-0.30f, 0.06f, z, blur);
        float legs = Tint.Band(-0.62f, -0.28f, z, blur) * Tint.Stripes(Math.Abs(y) - 0.45f * (-0.25f - z), 5, 0.09f, blur);
        float edge = 1 - Tint.Band(-0.93f, 0.93f, y, blur) * Tint.Band(-0.93f, 0.93f, z, blur);
        Vector3 color = Tint.Mix(new(0.015f, 0.085f, 0.42f), new(0.75f), Math.Max(triangle, edge));
        return new(Tint.Mix(color, new(0.02f), Math.Min(1, head + body + legs))) { Mirror = 0.03f, Polish = 40 };
    }
}
