using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A hall of corrugated sheet: ribs, a strip of windows under the eaves, gates in front.</summary>
internal sealed class SheetHall(HouseStyle style) : Surface
{
    private readonly float gate = Math.Min(4.2f, 0.6f * style.Height);

    public override Look At(in SurfacePoint p)
    {
        WallPoint at = WallPoint.Of(p, style);
        (float s, float z, float blur) = (at.Across, p.Local.Z, p.Blur);
        Vector3 color = style.Wall * (0.93f + 0.14f * Noise.At(0.15f * s + style.Seed % 83, 0.5f * z));
        if (blur < 0.3f)
        {
            color *= 1 + 0.14f * (Tint.Stripes(s, 0.3f, 0.15f, blur) - 0.5f);
        }
        color = Tint.Mix(color, new(0.30f, 0.29f, 0.28f), Tint.Band(-1, 0.9f, z, blur));
        color = Tint.Mix(color, style.Accent, Tint.Band(style.Height - 0.55f, style.Height + 0.02f, z, blur));
        Look look = new(color) { Mirror = 0.02f, Polish = 25, Open = 0.75f + 0.25f * Tint.Step(0, 2, z) };
        int fields = Math.Max(1, (int)MathF.Round(at.Length / 7));
        float wide = at.Length / fields;
        int field = (int)MathF.Floor(s / wide);
        float u = s - (field + 0.5f) * wide;
        float strip = Tint.Band(style.Height - 1.9f, style.Height - 0.9f, z, blur) * Tint.Band(-wide / 2 + 0.5f, wide / 2 - 0.5f, u, blur);
        float bars = Tint.Stripes(u, 1.1f, 0.08f, blur);
        look.Color = Tint.Mix(look.Color, Tint.Mix(new(0.05f, 0.065f, 0.075f), style.Trim, bars), strip);
        look.Mirror += 0.2f * strip * (1 - bars);
        float whim = Noise.Hash(field, at.Side, style.Seed);
        if (at.Side == 0 && whim < 0.65f || at.Side == 1 && whim < 0.3f)
        {
            float frame = Tint.Band(-2.2f, 2.2f, u, blur) * Tint.Band(0, gate + 0.2f, z, blur), door = Tint.Band(-2, 2, u, blur) * Tint.Band(0, gate, z, blur);
            Vector3 leaf = whim < 0.2f ? style.Accent : Tint.Of(0xC9CCCB);
            leaf *= 1 - 0.25f * Tint.Stripes(z, 0.5f, 0.06f, blur);
            look.Color = Tint.Mix(Tint.Mix(look.Color, Tint.Of(0xD8B03A), frame), leaf, door);
        }
        else if (at.Side == 0)
        {
            float door = Tint.Band(-0.5f, 0.5f, u, blur) * Tint.Band(0, 2.1f, z, blur), pane = Tint.Band(1, 2.6f, u, blur) * Tint.Band(1, 2.2f, z, blur);
            look.Color = Tint.Mix(Tint.Mix(look.Color, style.Accent, door), new(0.05f, 0.06f, 0.07f), pane);
            look.Mirror += 0.2f * pane;
        }
        return look;
    }
}
