using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>Dense leaves: lighter and darker clumps, darker below and inside, lit through from behind.</summary>
/// <param name="color">Mean colour.</param>
/// <param name="foot">Height at which the leaves begin, in the shape's frame.</param>
/// <param name="height">From there to the top.</param>
/// <param name="clump">Clumps per metre.</param>
internal sealed class Foliage(Vector3 color, float foot, float height, float clump) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        Vector3 q = new(0.81f * p.Local.X + 0.52f * p.Local.Y + 0.27f * p.Local.Z, 0.77f * p.Local.Y - 0.55f * p.Local.X + 0.31f * p.Local.Z, 0.91f * p.Local.Z - 0.30f * p.Local.X + 0.29f * p.Local.Y);
        float coarse = 1 - Tint.Step(0.4f / clump, 1.6f / clump, p.Blur), tone = 0.5f;
        if (coarse > 0)
        {
            tone += coarse * (Noise.At(clump * q) - 0.5f);
        }
        float fine = 1 - Tint.Step(0.1f / clump, 0.4f / clump, p.Blur);
        if (fine > 0)
        {
            tone += 0.7f * fine * (Noise.At(3.7f * clump * q) - 0.5f);
        }
        float high = Math.Clamp((p.Local.Z - foot) / height, 0, 1);
        Vector3 tint = color * Math.Max(0.15f, 0.30f + 1.15f * tone) * (0.80f + 0.30f * high) + new Vector3(0.020f, 0.014f, 0) * high;
        return new(tint) { Through = 0.35f, Open = 0.40f + 0.60f * high };
    }
}
