using System.Numerics;

using VoxPilot.World.Numerics;
using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Painting.Street;

/// <summary>The carriageway at z = 0: asphalt with its stains and mends, lane markings, a zebra crossing; meadow where the street ends.</summary>
/// <param name="plan">Where the lanes are.</param>
/// <param name="shaded">Footprints of things that stand low over the ground and keep the sky from it: centre, heading, half length and half width.</param>
internal sealed class Roadway(StreetPlan plan, IReadOnlyList<(Placement Place, Vector2 Half)> shaded) : Surface
{
    private static readonly Vector3 Paint = new(0.70f, 0.70f, 0.67f);

    public override Look At(in SurfacePoint p)
    {
        (float x, float y) = (p.World.X, p.World.Y);
        bool side = x > plan.SideFrom && x < plan.SideTo;
        if (!side && (y < plan.RightKerb - 30 || y > plan.LeftKerb + 60) || Math.Abs(x) > 260 || Math.Abs(y) > 120)
        {
            float meadow = Noise.Octaves(0.2f * x, 0.2f * y, 4);
            return new(Tint.Mix(Tint.Of(0x5C7A3A), Tint.Of(0x7D8B4C), meadow)) { Open = 0.9f };
        }
        float fine = 1 - Tint.Step(0.01f, 0.08f, p.Blur);
        float patch = Noise.Octaves(0.35f * x, 0.9f * y, 4), grain = fine * (Noise.At(38 * x, 38 * y) - 0.5f);
        float tone = 0.088f + 0.045f * (patch - 0.5f) + 0.018f * grain;
        tone *= 1 - 0.16f * Worn(y - 0.78f) - 0.16f * Worn(y + 0.78f) - 0.12f * Worn(y - 2.7f) - 0.12f * Worn(y - 4.3f);
        tone *= Mended(x, y, 11, -1.1f, 5.5f, 1.3f, p.Blur) * Mended(x, y, 24, 3.0f, 3.2f, 1.6f, p.Blur) * Mended(x, y, -13, 0.7f, 7, 1.0f, p.Blur);
        tone *= 1 - 0.35f * Crack(x, y, p.Blur);
        if (!side)
        {
            tone += 0.035f * (Tint.Step(0.5f, 0, y - plan.RightKerb) + Tint.Step(0.5f, 0, plan.LeftKerb - y)); // dust along the kerbs
        }
        Vector3 color = new Vector3(1.0f, 0.99f, 0.97f) * tone;
        float lid = Tint.Band(0, 0.33f, MathF.Sqrt((x - 9.3f) * (x - 9.3f) + (y - 0.1f) * (y - 0.1f)), p.Blur);
        color = Tint.Mix(color, new Vector3(0.055f) * (1 + 0.8f * Tint.Stripes(x + y, 0.09f, 0.04f, p.Blur)), lid);
        float age = 0.93f - 0.45f * Tint.Step(0.52f, 0.78f, Noise.Octaves(2.1f * x, 2.1f * y, 4)) - 0.15f * fine * Noise.At(30 * x, 30 * y);
        color = Tint.Mix(color, Paint, age * Markings(x, y, p.Blur));
        return new(color) { Open = Openness(p.World), Mirror = 0.015f, Polish = 6 };
    }

    private float Markings(float x, float y, float blur)
    {
        float along = Math.Max(0.4f * blur, 0.004f), across = Math.Max(blur, 0.004f);
        float zebra = Tint.Band(plan.ZebraFrom, plan.ZebraTo, x, across) * Tint.Stripes(y - 0.25f, 1.0f, 0.5f, along) * Tint.Band(plan.RightKerb + 0.3f, plan.LeftKerb - 0.3f, y, along);
        float stop = Tint.Band(plan.ZebraFrom - 1.5f, plan.ZebraFrom - 1.1f, x, across) * Tint.Band(plan.RightLine, plan.CentreLine - 0.15f, y, along)
            + Tint.Band(plan.ZebraTo + 1.1f, plan.ZebraTo + 1.5f, x, across) * Tint.Band(plan.CentreLine + 0.15f, plan.LeftLine, y, along);
        bool open = x < plan.ZebraFrom - 1.5f || x > plan.SideTo + 1 || x > plan.ZebraTo + 1.5f && x < plan.SideFrom - 1;
        float centre = 0, edges = 0;
        if (open)
        {
            bool solid = Math.Abs(x - plan.ZebraFrom) < 14 || Math.Abs(x - plan.SideTo) < 12;
            centre = Tint.Band(-0.06f, 0.06f, y - plan.CentreLine, along) * (solid ? 1 : Tint.Stripes(x + 3, 6, 3, across));
            float bays = Math.Abs(x - 3) < 7.5f ? 0 : Tint.Band(plan.RightKerb, plan.RightLine, y, along);
            edges = Tint.Band(-0.05f, 0.05f, y - plan.RightLine, along) * Tint.Stripes(x, 2, 1, across)
                + Tint.Band(-0.05f, 0.05f, y - plan.LeftLine, along) * Tint.Stripes(x, 2, 1, across)
                + Tint.Stripes(x - 3, 6, 0.1f, across) * (Tint.Band(plan.LeftLine, plan.LeftKerb, y, along) + bays);
        }
        float give = Tint.Band(plan.RightKerb - 0.5f, plan.RightKerb - 0.1f, y, along) * Tint.Band(plan.SideMiddle + 0.2f, plan.SideTo - 0.4f, x, across) * Tint.Stripes(x, 0.8f, 0.5f, across)
            + Tint.Band(plan.LeftKerb + 0.1f, plan.LeftKerb + 0.5f, y, along) * Tint.Band(plan.SideFrom + 0.4f, plan.SideMiddle - 0.2f, x, across) * Tint.Stripes(x, 0.8f, 0.5f, across);
        float branch = (y < plan.RightKerb - 1 || y > plan.LeftKerb + 1) ? Tint.Band(-0.06f, 0.06f, x - plan.SideMiddle, across) * Tint.Stripes(y, 5, 2.5f, along) : 0;
        return Math.Min(1, zebra + stop + centre + edges + give + branch + Arrow(x - 21, y, along, across));
    }

    // A straight-on arrow in the lane, 5 m long, its tail at x = 0.
    private static float Arrow(float x, float y, float along, float across)
    {
        float shaft = Tint.Band(0, 3, x, across) * Tint.Band(-0.08f, 0.08f, y, along);
        float half = 0.42f * (5 - x) / 2;
        return shaft + Tint.Band(3, 5, x, across) * Tint.Band(-half, half, y, along);
    }

    private static float Worn(float distance) => MathF.Exp(-7 * distance * distance);

    private static float Mended(float x, float y, float cx, float cy, float length, float width, float blur)
    {
        float inside = Tint.Band(-length / 2, length / 2, x - cx, blur) * Tint.Band(-width / 2, width / 2, y - cy, blur);
        float seam = inside - Tint.Band(0.04f - length / 2, length / 2 - 0.04f, x - cx, blur) * Tint.Band(0.04f - width / 2, width / 2 - 0.04f, y - cy, blur);
        return 1 - 0.26f * inside - 0.30f * seam;
    }

    private static float Crack(float x, float y, float blur)
    {
        float wander = y + 0.9f * Noise.Octaves(0.35f * x, 5, 4);
        float here = Tint.Step(0.55f, 0.65f, Noise.At(0.08f * x, 9));
        return here * (Tint.Band(-0.012f, 0.012f, wander - 1.9f, blur) + Tint.Band(-0.010f, 0.010f, wander + 1.3f, blur));
    }

    private float Openness(Vector3 world)
    {
        float open = 1;
        foreach ((Placement place, Vector2 half) in shaded)
        {
            Vector3 away = world - place.Origin;
            if (away.X * away.X + away.Y * away.Y < 36)
            {
                Vector3 local = place.ToLocal(world);
                float dx = Math.Max(0, Math.Abs(local.X) - half.X + 0.25f), dy = Math.Max(0, Math.Abs(local.Y) - half.Y + 0.15f);
                open *= 1 - 0.86f * MathF.Exp(-2.2f * MathF.Sqrt(dx * dx + dy * dy) * 2);
            }
        }
        return open;
    }
}
