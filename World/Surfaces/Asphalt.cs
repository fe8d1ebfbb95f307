using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A carriageway: dark, with lighter and darker stretches, mends and cracks.</summary>
internal sealed class Asphalt(Vector3 color) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        (float x, float y) = (p.World.X, p.World.Y);
        float tone = 0.86f + 0.28f * Noise.At(0.11f * x, 0.11f * y);
        if (p.Blur < 1.2f)
        {
            float near = 1 - Tint.Step(0.5f, 1.2f, p.Blur);
            tone += 0.16f * near * (Noise.At(0.9f * x, 0.9f * y) - 0.5f);
            tone *= 1 - 0.20f * near * Mend(x, y, p.Blur);
        }
        if (p.Blur < 0.12f)
        {
            float fine = 1 - Tint.Step(0.02f, 0.12f, p.Blur);
            tone += 0.22f * fine * (Noise.Hash((int)MathF.Floor(60 * x), (int)MathF.Floor(60 * y)) - 0.5f);
            float wander = x + 0.6f * y + 1.1f * Noise.At(0.8f * x, 0.8f * y);
            tone *= 1 - 0.35f * fine * Tint.Stripes(wander, 13, 0.025f, p.Blur) * Tint.Step(0.5f, 0.6f, Noise.At(0.13f * x, 0.13f * y + 7));
        }
        return new(color * tone) { Mirror = 0.012f, Polish = 6 };
    }

    // Rectangles of newer asphalt: one in every fifth cell of 9 m.
    private static float Mend(float x, float y, float blur)
    {
        int i = (int)MathF.Floor(x / 9), j = (int)MathF.Floor(y / 9);
        float whim = Noise.Hash(i, j, 5);
        if (whim > 0.2f)
        {
            return 0;
        }
        float u = x - 9 * i - 4.5f, v = y - 9 * j - 4.5f, length = 1 + 14 * whim, width = 0.6f + 2.2f * Noise.Hash(i, j, 6);
        return Tint.Band(-length, length, u, blur) * Tint.Band(-width, width, v, blur);
    }
}
