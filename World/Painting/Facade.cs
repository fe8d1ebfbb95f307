using VoxPilot.World.Numerics;
using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A house: local x along the street from 0 to its width, local y = 0 the front, local z up. Windows in bays, a shop or a door below.</summary>
internal sealed class Facade(FacadeStyle style) : Surface
{
    private const float Plinth = 0.55f;

    private static readonly string[] Words = ["BAKERY", "BOOKS", "CAFE", "FLORIST", "TEA", "SHOES", "TOYS", "BIKES", "HATS", "FRUIT"];

    private readonly Lettering lettering = new(Words[Math.Abs(style.Seed) % Words.Length], 0.42f);
    private readonly int bays = Math.Max(1, (int)MathF.Round(style.Width / style.Bay));

    public override Look At(in SurfacePoint p)
    {
        if (p.LocalNormal.Z > 0.5f)
        {
            return new(new Vector3(0.20f, 0.19f, 0.185f) * (0.8f + 0.4f * Noise.At(3 * p.World)));
        }
        bool front = Math.Abs(p.LocalNormal.Y) > 0.5f;
        float s = front ? p.Local.X : p.Local.Y, z = p.Local.Z;
        float bay = style.Width / bays;
        if (z < style.GroundHeight)
        {
            return style.Shop && front ? Shop(p, s, z, bay) : Entrance(p, s, z, bay, front);
        }
        int floor = (int)MathF.Floor((z - style.GroundHeight) / style.FloorHeight), column = (int)MathF.Floor(s / bay);
        float u = s - (column + 0.5f) * bay, v = z - style.GroundHeight - floor * style.FloorHeight - 0.85f;
        return front || style.Corner ? WithWindow(p, Wall(p, s, z), u, v, column, floor + 1) : Wall(p, s, z);
    }

    private Look Wall(in SurfacePoint p, float s, float z)
    {
        float stain = Noise.Octaves(0.5f * s + style.Seed, 0.35f * z, 4);
        Vector3 color = style.Wall * (0.88f + 0.24f * stain) * (0.90f + 0.10f * Tint.Step(0, 2.5f, z));
        if (style.Brick)
        {
            int course = (int)MathF.Floor(z / 0.077f);
            float shifted = s + ((course & 1) == 0 ? 0 : 0.12f);
            float fine = 1 - Tint.Step(0.012f, 0.07f, p.Blur);
            float joint = Math.Max(Tint.Stripes(z, 0.077f, 0.011f, p.Blur), Tint.Stripes(shifted, 0.24f, 0.011f, p.Blur));
            float tone = Noise.Hash((int)MathF.Floor(shifted / 0.24f), course, style.Seed);
            color *= 1 + fine * 0.5f * (tone - 0.5f);
            color = Tint.Mix(color, new(0.38f, 0.35f, 0.31f), 0.55f * joint);
        }
        // A band of trim under each floor.
        float band = z > style.GroundHeight - 0.02f ? Tint.Band(-0.02f, 0.16f, z - style.GroundHeight, p.Blur) : 0;
        return new(Tint.Mix(color, style.Trim, band));
    }

    private Look WithWindow(in SurfacePoint p, Look wall, float u, float v, int column, int floor)
    {
        float width = style.WindowWidth, height = style.WindowHeight, blur = p.Blur;
        float frame = Tint.Band(-width / 2 - 0.13f, width / 2 + 0.13f, u, blur) * Tint.Band(-0.05f, height + 0.16f, v, blur);
        float sill = Tint.Band(-width / 2 - 0.22f, width / 2 + 0.22f, u, blur) * Tint.Band(-0.17f, -0.03f, v, blur);
        float shade = Tint.Band(-width / 2 - 0.18f, width / 2 + 0.18f, u, blur) * Tint.Band(-0.32f, -0.17f, v, blur);
        wall.Color = Tint.Mix(wall.Color * (1 - 0.35f * shade), style.Trim, Math.Max(frame, sill));
        float pane = Tint.Band(-width / 2, width / 2, u, blur) * Tint.Band(0, height, v, blur);
        return pane > 0 ? Glazed(p, wall, pane, u, v, width, height, column, floor) : wall;
    }

    private Look Glazed(in SurfacePoint p, Look wall, float pane, float u, float v, float width, float height, int column, int floor)
    {
        float blur = p.Blur;
        float bars = Math.Max(Tint.Band(-0.03f, 0.03f, u, blur), Tint.Band(height * 0.62f - 0.03f, height * 0.62f + 0.03f, v, blur));
        bars = Math.Max(bars, 1 - Tint.Band(-width / 2 + 0.06f, width / 2 - 0.06f, u, blur) * Tint.Band(0.06f, height - 0.06f, v, blur));
        float whim = Noise.Hash(column, floor, style.Seed), drawn = Noise.Hash(column, floor, style.Seed + 7);
        float curtain = whim < 0.45f ? Tint.Band(width / 2 * (0.35f + 0.5f * drawn), 9, Math.Abs(u), 0.02f + blur) : whim < 0.65f ? Tint.Band(height * (0.3f + 0.6f * drawn), 9, v, 0.02f + blur) : 0;
        Vector3 room = Tint.Mix(new(0.022f, 0.026f, 0.032f), new Vector3(0.42f, 0.40f, 0.36f) * (0.8f + 0.2f * MathF.Sin(40 * u)), 0.85f * curtain);
        // The pane lies 12 cm deep: its head and one side are in shade.
        float deep = 0.45f + 0.55f * Tint.Step(0, 0.28f, height - v) * Tint.Step(0, 0.10f, u + width / 2);
        Vector3 glass = Tint.Mix(room, style.Trim * 0.9f, bars) * deep;
        wall.Color = Tint.Mix(wall.Color, glass, pane);
        wall.Mirror = 0.26f * pane * (1 - bars) * (1 - 0.5f * curtain);
        wall.Polish = 400;
        return wall;
    }

    private Look Entrance(in SurfacePoint p, float s, float z, float bay, bool front)
    {
        int column = (int)MathF.Floor(s / bay);
        float u = s - (column + 0.5f) * bay, blur = p.Blur;
        Look look = Wall(p, s, z);
        look.Color = Tint.Mix(look.Color, style.Trim * 0.62f, Tint.Band(-1, Plinth, z, blur));
        if (!front)
        {
            return look;
        }
        if (column != Math.Abs(style.Seed) % bays)
        {
            return WithWindow(p, look, u, z - 1.15f, column, 0);
        }
        float surround = Tint.Band(-0.68f, 0.68f, u, blur) * Tint.Band(0, 2.75f, z, blur), door = Tint.Band(-0.5f, 0.5f, u, blur) * Tint.Band(0.12f, 2.2f, z, blur);
        float light = Tint.Band(-0.5f, 0.5f, u, blur) * Tint.Band(2.27f, 2.6f, z, blur);
        float panels = Tint.Band(0.10f, 0.40f, Math.Abs(u), blur) * Math.Max(Tint.Band(0.35f, 1.0f, z, blur), Tint.Band(1.2f, 2.0f, z, blur));
        look.Color = Tint.Mix(look.Color, style.Trim, surround);
        look.Color = Tint.Mix(look.Color, style.Accent * (1 - 0.30f * panels), door);
        look.Color = Tint.Mix(look.Color, new(0.03f, 0.035f, 0.04f), light);
        look.Mirror = 0.2f * light + 0.05f * door;
        look.Polish = 60;
        return look;
    }

    private Look Shop(in SurfacePoint p, float s, float z, float bay)
    {
        float wide = style.Width / Math.Max(1, (int)MathF.Round(style.Width / (1.45f * bay)));
        int column = (int)MathF.Floor(s / wide);
        float u = s - (column + 0.5f) * wide, blur = p.Blur;
        float fascia = Tint.Band(style.GroundHeight - 0.95f, style.GroundHeight - 0.12f, z, blur);
        float letters = lettering.Ink(style.Width / 2 - s, z - (style.GroundHeight - 0.74f), blur); // seen from the street, local x runs to the left
        Vector3 frame = style.Accent * (0.85f + 0.15f * Noise.At(4 * p.World));
        Look look = new(Tint.Mix(frame, style.Trim * 1.05f, fascia * letters)) { Mirror = 0.03f, Polish = 40 };
        bool entry = column == Math.Abs(style.Seed) % Math.Max(1, (int)MathF.Round(style.Width / wide));
        bool door = entry && Math.Abs(u) < 0.6f;
        float low = door ? 0.12f : 0.55f, half = wide / 2 - 0.16f;
        float pane = Tint.Band(-half, half, u, blur) * Tint.Band(low, style.GroundHeight - 1.05f, z, blur);
        if (pane <= 0)
        {
            return look;
        }
        float bars = Math.Max(Tint.Band(2.15f, 2.22f, z, blur), entry ? Tint.Band(0.52f, 0.64f, Math.Abs(u), blur) : 0);
        bars = Math.Max(bars, door ? Tint.Band(-0.40f, -0.36f, u, blur) * Tint.Band(0.9f, 1.3f, z, blur) : 0); // the door's handle
        // What is on show: a lit back wall, shelves, things of many colours.
        float shelf = Tint.Stripes(z - 0.15f, 0.62f, 0.05f, blur), ware = Noise.Hash((int)MathF.Floor(s / 0.23f), (int)MathF.Floor((z - 0.15f) / 0.62f), style.Seed);
        float top = (z - 0.15f) / 0.62f - MathF.Floor((z - 0.15f) / 0.62f);
        Vector3 inside = Tint.Mix(new(0.035f, 0.028f, 0.020f), new(0.085f, 0.065f, 0.042f), Noise.At(1.1f * s, 0.9f * z));
        Vector3 wares = new Vector3(0.12f) + 0.5f * new Vector3(ware, Noise.Hash((int)(97 * ware), 2), Noise.Hash((int)(53 * ware), 5)) * new Vector3(0.9f, 0.7f, 0.6f);
        float stand = z < 2.0f && !door ? Tint.Band(-1, 0.25f + 0.5f * ware, top, 0.05f + blur) : 0;
        inside = Tint.Mix(inside, 0.42f * wares, 0.85f * stand * (1 - Tint.Step(0.10f, 0.5f, blur)));
        inside = Tint.Mix(inside, new(0.20f, 0.15f, 0.10f), 0.6f * shelf * (door ? 0 : 1));
        float deep = 0.35f + 0.65f * Tint.Step(0, 0.5f, style.GroundHeight - 1.05f - z);
        look.Color = Tint.Mix(look.Color, Tint.Mix(0.05f * inside, frame * 0.8f, bars), pane);
        look.Glow = 0.75f * deep * pane * (1 - bars) * inside; // the sun that falls in is not followed
        look.Mirror = Math.Max(look.Mirror, 0.12f * pane * (1 - bars));
        look.Polish = 400;
        return look;
    }
}
