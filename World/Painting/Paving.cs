using VoxPilot.World.Numerics;
using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A pavement of slabs with a kerb of granite along one side.</summary>
/// <param name="kerb">The y of the kerb's face.</param>
internal sealed class Paving(float kerb) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        (float x, float y) = (p.World.X, p.World.Y);
        float fromKerb = Math.Abs(y - kerb);
        float fine = 1 - Tint.Step(0.01f, 0.10f, p.Blur);
        float grain = 1 + 0.25f * fine * (Noise.At(45 * p.World) - 0.5f);
        if (fromKerb < 0.30f || p.LocalNormal.Z < 0.5f)
        {
            float joint = Tint.Stripes(x, 1.0f, 0.018f, p.Blur);
            Vector3 stone = new Vector3(0.33f, 0.32f, 0.305f) * (0.9f + 0.2f * Noise.Hash((int)MathF.Round(x), 3)) * grain;
            return new(stone * (1 - 0.55f * joint)) { Open = p.LocalNormal.Z < 0.5f ? 0.55f + 2 * Math.Max(0, p.World.Z) : 1 };
        }
        float row = MathF.Floor(y / 0.6f), shifted = x + (((int)row & 1) == 0 ? 0 : 0.45f);
        float slab = Noise.Hash((int)MathF.Floor(shifted / 0.9f), (int)row, 1);
        float joints = Math.Max(Tint.Stripes(shifted, 0.9f, 0.016f, p.Blur), Tint.Stripes(y, 0.6f, 0.016f, p.Blur));
        float stain = Noise.Octaves(0.5f * x, 0.5f * y, 4);
        Vector3 color = Tint.Mix(new(0.26f, 0.245f, 0.225f), new(0.335f, 0.32f, 0.30f), 0.7f * slab + 0.3f * stain) * grain * (1 - 0.25f * Tint.Step(0.55f, 0.8f, stain));
        return new(color * (1 - 0.45f * joints));
    }
}
