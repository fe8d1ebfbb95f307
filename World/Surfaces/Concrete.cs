using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>Poured concrete in fields with joints, stained.</summary>
internal sealed class Concrete(Vector3 color, float field = 3) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        (float x, float y) = (p.World.X, p.World.Y);
        float tone = 0.88f + 0.24f * Noise.At(0.21f * x, 0.21f * y);
        if (p.Blur < 0.8f)
        {
            tone *= 0.93f + 0.14f * Noise.At(1.7f * x, 1.7f * y);
            tone *= 1 - 0.4f * Math.Max(Tint.Stripes(x, field, 0.02f, p.Blur), Tint.Stripes(y, field, 0.02f, p.Blur));
        }
        return new(color * tone);
    }
}
