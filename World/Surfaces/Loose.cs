using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>Sand, gravel or soil.</summary>
/// <param name="color">Mean colour.</param>
/// <param name="grain">How much its grains differ.</param>
internal sealed class Loose(Vector3 color, float grain) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        (float x, float y) = (p.World.X, p.World.Y);
        float tone = 0.85f + 0.30f * Noise.At(0.15f * x + 0.06f * y, 0.15f * y - 0.05f * x);
        if (p.Blur < 0.5f)
        {
            tone *= 0.90f + 0.20f * Noise.At(1.9f * x, 1.9f * y);
        }
        if (p.Blur < 0.12f)
        {
            tone += (1 - Tint.Step(0.02f, 0.12f, p.Blur)) * grain * (Noise.Hash((int)MathF.Floor(40 * x), (int)MathF.Floor(40 * y)) - 0.5f);
        }
        return new(color * tone);
    }
}
