using VoxPilot.World.Numerics;
using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>Leaves so dense that nothing shows through: a clipped hedge.</summary>
internal sealed class Hedgerow(Vector3 color, float foot, float height) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        float fine = 1 - Tint.Step(0.03f, 0.22f, p.Blur);
        Vector3 q = new(0.8f * p.World.X + 0.6f * p.World.Z, p.World.Y + 0.4f * p.World.X, 0.8f * p.World.Z - 0.6f * p.World.X);
        float leaf = 0.5f + fine * (0.6f * Noise.At(23 * q) + 0.4f * Noise.At(12 * q) - 0.5f), tuft = Noise.At(2.1f * q);
        return new(color * (0.20f + 1.4f * leaf) * (0.75f + 0.5f * tuft)) { Through = 0.2f, Open = 0.45f + 0.55f * Math.Clamp((p.World.Z - foot) / height, 0, 1) };
    }
}
