using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A wall of brick or stone along local x.</summary>
internal sealed class Masonry(Vector3 color) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        float tone = 0.85f;
        if (p.Blur < 0.15f)
        {
            float fine = 1 - Tint.Step(0.02f, 0.15f, p.Blur), course = MathF.Floor(p.Local.Z / 0.1f), s = p.Local.X + p.Local.Y + ((int)course & 1) * 0.15f;
            tone *= 1 + 0.5f * fine * (Noise.Hash((int)MathF.Floor(s / 0.3f), (int)course, 9) - 0.5f);
            tone *= 1 + 0.3f * fine * Math.Max(Tint.Stripes(s, 0.3f, 0.015f, p.Blur), Tint.Stripes(p.Local.Z, 0.1f, 0.015f, p.Blur));
        }
        return new(color * tone * (0.88f + 0.24f * Noise.At(0.7f * p.Local.X, 1.1f * p.Local.Z)));
    }
}
