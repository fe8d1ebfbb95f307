using VoxPilot.World.Numerics;
using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>Foliage: a hull full of holes, lighter and darker leaf by leaf, that lets the sun shine through.</summary>
/// <param name="color">Mean colour.</param>
/// <param name="density">Share that is leaves, 0…1.</param>
/// <param name="grain">Leaves per metre.</param>
/// <param name="base">Height at which the crown begins; it is darker there.</param>
/// <param name="height">From the crown's beginning to its top.</param>
internal sealed class Leaves(Vector3 color, float density, float grain, float @base, float height) : Surface
{
    public override bool HasHoles => true;

    public override bool Covers(Vector3 local, Vector3 world, float distance)
    {
        Vector3 q = Skewed(world);
        float far = Math.Clamp(distance / 120, 0, 1); // leaves far away melt together
        float left = density * (1.22f - 0.52f * local.LengthSquared()) + 0.06f * far - 0.45f * Noise.At(0.45f * grain * q);
        return left > 0 && (left > 0.55f || 0.55f * Noise.At(1.7f * grain * q + new Vector3(31.7f)) < left);
    }

    public override Look At(in SurfacePoint p)
    {
        Vector3 q = Skewed(p.World);
        float fine = 1 - Tint.Step(0.05f, 0.30f, p.Blur);
        float leaf = 0.5f + fine * (Noise.At(2.6f * grain * q) - 0.5f), branch = Noise.At(0.3f * grain * q);
        float deep = Math.Clamp((p.World.Z - @base) / height, 0, 1);
        Vector3 tone = color * (0.40f + 0.85f * leaf) * (0.65f + 0.65f * branch) + new Vector3(0.025f, 0.020f, 0) * leaf;
        return new(tone) { Through = 0.5f, Open = 0.30f + 0.70f * deep };
    }

    // Noise has a lattice; looked at askew, it does not show.
    private static Vector3 Skewed(Vector3 p) => new(0.81f * p.X + 0.52f * p.Y + 0.27f * p.Z, 0.77f * p.Y - 0.55f * p.X + 0.31f * p.Z, 0.91f * p.Z - 0.30f * p.X + 0.29f * p.Y);
}
