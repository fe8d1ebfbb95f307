using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>The lower body of a vehicle: varnish, with door gaps, handles, sills and a bumper's seam.</summary>
internal sealed class CarPaint(Vector3 color, float halfLength, bool doors) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        (float x, float z) = (p.Local.X, p.Local.Z);
        Vector3 tone = color;
        float mirror = 0.05f;
        if (Math.Abs(p.LocalNormal.Y) > 0.6f)
        {
            float gaps = Tint.Stripes(x + 0.22f, 1.05f, 0.014f, p.Blur) * Tint.Band(-1.3f, 0.9f, x, p.Blur) * Tint.Band(0.34f, 2, z, p.Blur);
            float handles = Tint.Stripes(x + 0.42f, 1.05f, 0.17f, p.Blur) * Tint.Band(-1.1f, 0.7f, x, p.Blur) * Tint.Band(0.80f, 0.835f, z, p.Blur);
            float crease = Tint.Band(0.60f, 0.64f, z, p.Blur);
            tone *= 1 - (doors ? 0.75f * gaps + 0.45f * handles : 0) - 0.10f * crease;
            float sill = 1 - Tint.Step(0.26f, 0.30f, z);
            tone = Tint.Mix(tone, new(0.02f), 0.9f * sill);
            mirror *= 1 - sill;
        }
        else if (Math.Abs(x) > halfLength - 0.6f && z < 0.72f)
        {
            float seam = Tint.Band(0.50f, 0.515f, z, p.Blur), skirt = 1 - Tint.Step(0.32f, 0.36f, z);
            tone = Tint.Mix(tone * (1 - 0.6f * seam), new(0.025f), 0.9f * skirt);
        }
        return new(tone) { Mirror = mirror, Polish = 350, Open = 0.45f + 0.55f * Tint.Step(0.1f, 0.8f, z) };
    }
}
