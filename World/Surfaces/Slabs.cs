using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A pavement of slabs in shifted rows.</summary>
/// <param name="color">Mean colour.</param>
/// <param name="length">Of a slab, metres.</param>
/// <param name="width">Of a slab, metres.</param>
/// <param name="contrast">How much slabs differ.</param>
internal sealed class Slabs(Vector3 color, float length, float width, float contrast) : Surface
{
    private readonly float joint = 0.035f * width;

    public override Look At(in SurfacePoint p)
    {
        (float x, float y) = (p.World.X, p.World.Y);
        float tone = 0.90f + 0.20f * Noise.At(0.25f * x, 0.25f * y);
        if (p.Blur < width)
        {
            float fine = 1 - Tint.Step(0.3f * width, width, p.Blur);
            float row = MathF.Floor(y / width), shifted = x + (((int)row & 1) == 0 ? 0 : length / 2);
            float slab = Noise.Hash((int)MathF.Floor(shifted / length), (int)row, 1);
            tone *= 1 + fine * contrast * (slab - 0.5f);
            tone *= 1 - 0.45f * Math.Max(Tint.Stripes(shifted, length, joint, p.Blur), Tint.Stripes(y, width, joint, p.Blur));
        }
        return new(color * tone);
    }
}
