using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A modern front: bands of glass between floors, mullions, a glazed ground floor.</summary>
internal sealed class GlassFront(HouseStyle style) : Surface
{
    private readonly float share = 0.45f + 0.35f * Noise.Hash(style.Seed, 1);
    private readonly bool grid = Noise.Hash(style.Seed, 2) < 0.45f;
    private readonly Vector3 glass = Tint.Mix(new(0.035f, 0.055f, 0.070f), new(0.050f, 0.070f, 0.060f), Noise.Hash(style.Seed, 3));

    public override Look At(in SurfacePoint p)
    {
        WallPoint at = WallPoint.Of(p, style);
        (float s, float z, float blur) = (at.Across, p.Local.Z, p.Blur);
        Vector3 wall = style.Wall;
        if (blur < 0.3f)
        {
            wall *= 0.94f + 0.12f * Noise.At(0.3f * s, 0.5f * z + style.Seed % 89);
            wall *= 1 - 0.35f * Tint.Stripes(s, style.Bay, 0.02f, blur);
        }
        bool lobby = z < style.FloorHeight, top = z > style.Height;
        float bay = at.Length / Math.Max(1, MathF.Round(at.Length / style.Bay)), tall = style.FloorHeight;
        float pane = top ? 0 : lobby
            ? Tint.Band(0.15f, tall - 0.6f, z, blur)
            : Tint.Stripes(z - 0.52f * tall, tall, share * tall, blur) * (grid ? Tint.Stripes(s - bay / 2, bay, 0.72f * bay, blur) : 1);
        pane *= Tint.Band(0.35f, at.Length - 0.35f, s, blur);
        float mullion = Tint.Stripes(s, bay, 0.07f, blur);
        float lit = 1, blind = 0;
        if (blur < 1.5f)
        {
            float whim = Noise.Hash((int)MathF.Floor(s / bay), (int)MathF.Floor(z / tall), style.Seed);
            lit = 0.7f + 0.6f * whim;
            blind = whim > 0.8f ? 0.5f : 0;
        }
        Vector3 seen = Tint.Mix(Tint.Mix(lobby ? 1.4f * glass : glass, new(0.32f, 0.32f, 0.31f), blind) * lit, style.Trim, mullion);
        Look look = new(Tint.Mix(wall, seen, pane)) { Mirror = 0.30f * pane * (1 - mullion) * (1 - blind), Polish = 500, Open = 0.75f + 0.25f * Tint.Step(0, 2, z) };
        if (style.Shop && lobby && at.Side == 0)
        {
            float fascia = Tint.Band(tall - 0.6f, tall - 0.05f, z, blur);
            look.Color = Tint.Mix(look.Color, style.Accent, fascia);
            look.Glow = 0.05f * pane * new Vector3(1, 0.85f, 0.6f);
        }
        return look;
    }
}
