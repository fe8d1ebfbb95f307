using System.Numerics;
using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Surfaces;

/// <summary>Plaster or brick walls with windows in bays; below, a door or a shop.</summary>
internal sealed class HouseWalls(HouseStyle style) : Surface
{
    private static readonly string[] Words = ["BAKERY", "BOOKS", "CAFE", "FLORIST", "TEA", "SHOES", "TOYS", "BIKES", "HATS", "FRUIT"];
    private static readonly Vector3 Pane = new(0.030f, 0.038f, 0.048f);

    private readonly Lettering lettering = new(Words[style.Seed % Words.Length], 0.5f);

    public override Look At(in SurfacePoint p)
    {
        WallPoint at = WallPoint.Of(p, style);
        float z = p.Local.Z;
        Look look = new(Wall(p, at.Across, z)) { Open = 0.75f + 0.25f * Tint.Step(0, 2, z) };
        if (z > style.Height)
        {
            return look; // gable ends
        }
        if (z < style.FloorHeight && style.Shop && at.Side == 0)
        {
            return Shop(p, look, at);
        }
        int bays = Math.Max(1, (int)MathF.Round(at.Length / style.Bay));
        float bay = at.Length / bays;
        int column = (int)MathF.Floor(at.Across / bay), floor = (int)MathF.Floor(z / style.FloorHeight);
        float u = at.Across - (column + 0.5f) * bay, v = z - floor * style.FloorHeight;
        if (floor == 0 && at.Side == 0 && column == style.Seed % bays)
        {
            return Door(look, u, z, p.Blur);
        }
        float share = at.Side switch { 0 => 1, 1 => 0.9f, _ => style.Architecture == Architecture.Suburb ? 0.5f : 0.25f };
        return Noise.Hash(column, floor + 31 * at.Side, style.Seed) < share ? Window(look, u, v, bay, column, floor, p.Blur) : look;
    }

    private Vector3 Wall(in SurfacePoint p, float s, float z)
    {
        float blur = p.Blur;
        Vector3 color = style.Wall;
        if (blur < 0.5f)
        {
            color *= 0.90f + 0.20f * Noise.At(0.5f * s + style.Seed % 97, 0.3f * z);
        }
        if (style.Brick && blur < 0.09f)
        {
            int course = (int)MathF.Floor(z / 0.077f);
            float shifted = s + ((course & 1) == 0 ? 0 : 0.12f), fine = 1 - Tint.Step(0.015f, 0.09f, blur);
            float joint = Math.Max(Tint.Stripes(z, 0.077f, 0.011f, blur), Tint.Stripes(shifted, 0.24f, 0.011f, blur));
            color *= 1 + fine * 0.45f * (Noise.Hash((int)MathF.Floor(shifted / 0.24f), course, style.Seed) - 0.5f);
            color = Tint.Mix(color, new(0.38f, 0.35f, 0.31f), 0.5f * fine * joint);
        }
        float band = style.Architecture == Architecture.OldTown ? Tint.Band(style.FloorHeight - 0.12f, style.FloorHeight + 0.12f, z, blur) : 0;
        float plinth = Tint.Band(-1, 0.5f, z, blur);
        return Tint.Mix(Tint.Mix(color, style.Trim, band), style.Wall * 0.55f, 0.8f * plinth);
    }

    private Look Window(Look look, float u, float v, float bay, int column, int floor, float blur)
    {
        float half = style.WindowWidth / 2, low = style.Sill, high = low + style.WindowHeight;
        float frame = Tint.Band(-half - 0.14f, half + 0.14f, u, blur) * Tint.Band(low - 0.10f, high + 0.14f, v, blur);
        if (frame <= 0)
        {
            return look;
        }
        look.Color = Tint.Mix(look.Color, style.Trim, frame);
        float pane = Tint.Band(-half, half, u, blur) * Tint.Band(low, high, v, blur);
        float far = Tint.Step(0.5f * bay, 1.5f * bay, blur), mean = style.WindowWidth * style.WindowHeight / (bay * style.FloorHeight);
        pane += far * (mean - pane);
        float bars = 0;
        if (blur < 0.25f)
        {
            bars = Math.Max(Tint.Band(-0.035f, 0.035f, u, blur), Tint.Band(low + 0.62f * style.WindowHeight - 0.035f, low + 0.62f * style.WindowHeight + 0.035f, v, blur));
        }
        float whim = Noise.Hash(column, floor, style.Seed + 7), drawn = Noise.Hash(column, floor, style.Seed + 13);
        float curtain = whim < 0.35f ? Tint.Band(half * (0.35f + 0.5f * drawn), 9, Math.Abs(u), 0.05f + blur) : whim < 0.6f ? Tint.Band(low + style.WindowHeight * (0.4f + 0.5f * drawn), 9, v, 0.05f + blur) : 0;
        float deep = 0.5f + 0.5f * Tint.Step(0, 0.25f, high - v);
        Vector3 glass = Tint.Mix(Tint.Mix(Pane, new(0.30f, 0.29f, 0.26f), 0.8f * curtain), style.Trim * 0.9f, bars) * deep;
        look.Color = Tint.Mix(look.Color, glass, pane);
        look.Mirror = 0.22f * pane * (1 - bars) * (1 - 0.6f * curtain);
        look.Polish = 400;
        return look;
    }

    private Look Door(Look look, float u, float z, float blur)
    {
        float surround = Tint.Band(-0.72f, 0.72f, u, blur) * Tint.Band(0, 2.55f, z, blur), door = Tint.Band(-0.52f, 0.52f, u, blur) * Tint.Band(0.1f, 2.15f, z, blur);
        float light = Tint.Band(-0.52f, 0.52f, u, blur) * Tint.Band(2.2f, 2.45f, z, blur);
        float panels = blur < 0.15f ? Tint.Band(0.10f, 0.40f, Math.Abs(u), blur) * Math.Max(Tint.Band(0.35f, 1.0f, z, blur), Tint.Band(1.2f, 1.95f, z, blur)) : 0.4f;
        look.Color = Tint.Mix(look.Color, style.Trim, surround);
        look.Color = Tint.Mix(look.Color, style.Accent * (1 - 0.30f * panels), door);
        look.Color = Tint.Mix(look.Color, Pane, light);
        look.Mirror = 0.2f * light + 0.03f * door;
        look.Polish = 60;
        return look;
    }

    private Look Shop(in SurfacePoint p, Look wall, WallPoint at)
    {
        float z = p.Local.Z, blur = p.Blur, top = style.FloorHeight;
        int panes = Math.Max(2, (int)MathF.Round(at.Length / 3.2f));
        float wide = at.Length / panes;
        int column = Math.Clamp((int)MathF.Floor(at.Across / wide), 0, panes - 1);
        float u = at.Across - (column + 0.5f) * wide;
        float front = Tint.Band(0.25f, at.Length - 0.25f, at.Across, blur);
        float fascia = Tint.Band(top - 0.95f, top - 0.15f, z, blur);
        float letters = blur < 0.25f ? lettering.Ink(at.Across - at.Length / 2, z - (top - 0.80f), blur) : 0.3f * Tint.Band(-1.2f, 1.2f, at.Across - at.Length / 2, blur);
        Look look = new(Tint.Mix(wall.Color, Tint.Mix(style.Accent, style.Trim, fascia * letters), front)) { Mirror = 0.03f, Polish = 40, Open = wall.Open };
        bool door = column == style.Seed % panes && Math.Abs(u) < 0.65f;
        float half = wide / 2 - 0.12f, low = door ? 0.1f : 0.45f;
        float pane = Tint.Band(-half, half, u, blur) * Tint.Band(low, top - 1.0f, z, blur) * front;
        if (pane <= 0)
        {
            return look;
        }
        Vector3 inside = new(0.11f, 0.085f, 0.055f);
        if (blur < 0.4f)
        {
            float ware = Noise.Hash((int)MathF.Floor(at.Across / 0.35f), (int)MathF.Floor(z / 0.7f), style.Seed), level = z / 0.7f - MathF.Floor(z / 0.7f);
            Vector3 goods = 0.10f * new Vector3(1.6f * ware + 0.3f, 1.2f * Noise.Hash((int)(97 * ware), 2) + 0.3f, Noise.Hash((int)(53 * ware), 5) + 0.2f);
            float shown = (z < 1.9f && !door ? 1 : 0) * Tint.Band(-1, 0.35f + 0.5f * ware, level, 0.05f + blur) * (1 - Tint.Step(0.15f, 0.4f, blur));
            inside = Tint.Mix(inside, goods, shown);
        }
        float bars = blur < 0.2f && column == style.Seed % panes ? Tint.Band(0.58f, 0.68f, Math.Abs(u), blur) : 0;
        look.Color = Tint.Mix(look.Color, Tint.Mix(0.4f * inside, style.Accent, bars), pane);
        look.Glow = 0.6f * pane * (1 - bars) * inside;
        look.Mirror = Math.Max(look.Mirror, 0.16f * pane * (1 - bars));
        look.Polish = 400;
        return look;
    }
}
