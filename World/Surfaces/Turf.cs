using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>Grass: two colours in patches, blades when near.</summary>
/// <param name="lush">Where it grows well.</param>
/// <param name="dry">Where it does not.</param>
/// <param name="rough">0: mown; 1: rough.</param>
internal sealed class Turf(Vector3 lush, Vector3 dry, float rough) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        (float x, float y) = (p.World.X, p.World.Y);
        float patch = Noise.At(0.09f * x + 0.05f * y, 0.09f * y - 0.04f * x);
        float tone = 1;
        if (p.Blur < 0.9f)
        {
            float near = 1 - Tint.Step(0.4f, 0.9f, p.Blur);
            float tuft = Noise.At(1.3f * x + 0.4f * y, 1.3f * y - 0.5f * x) - 0.5f;
            patch += 0.35f * near * tuft;
            tone += near * (0.15f + 0.35f * rough) * tuft;
        }
        if (p.Blur < 0.15f)
        {
            float fine = 1 - Tint.Step(0.03f, 0.15f, p.Blur);
            tone += fine * 0.7f * (Noise.At(19 * x + 7 * y, 17 * y - 6 * x) - 0.5f);
        }
        return new(Tint.Mix(dry, lush, Math.Clamp(patch, 0, 1)) * tone) { Through = 0.12f };
    }
}
