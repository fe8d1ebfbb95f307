using System.Numerics;
using VoxPilot.World.Numerics;
using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Rendering;

/// <summary>The sky: blue above and pale at the horizon, or grey, with clouds, the sun's disc and hills far away. Looked up in a cube of pictures that is painted once.</summary>
internal sealed class Sky
{
    private const int Size = 256;

    private readonly Daylight light;
    private readonly float drift;
    private readonly Vector3[][] faces;

    /// <summary>Paints the sky.</summary>
    /// <param name="light">Sun and air.</param>
    /// <param name="drift">Where the clouds are.</param>
    public Sky(Daylight light, float drift)
    {
        (this.light, this.drift) = (light, drift);
        faces = [.. Enumerable.Range(0, 5).Select(Paint)];
    }

    /// <summary>What is seen in a direction of any length; pictures of 90 degrees with 256 pixels.</summary>
    public Vector3 Seen(Vector3 d)
    {
        float ax = Math.Abs(d.X), ay = Math.Abs(d.Y);
        int face;
        float u, v, w;
        if (d.Z >= ax && d.Z >= ay)
        {
            (face, u, v, w) = (4, d.X, d.Y, d.Z);
        }
        else if (ax >= ay)
        {
            (face, u, v, w) = (d.X > 0 ? 0 : 1, d.Y, d.Z, ax);
        }
        else
        {
            (face, u, v, w) = (d.Y > 0 ? 2 : 3, d.X, d.Z, ay);
        }
        float half = 0.5f * (Size - 1), scale = half / Math.Max(w, 1e-6f);
        float x = Math.Clamp(u * scale + half, 0, Size - 1), y = Math.Clamp(v * scale + half, 0, Size - 1);
        int i = Math.Min((int)x, Size - 2), j = Math.Min((int)y, Size - 2);
        Vector3[] picture = faces[face];
        int at = j * Size + i;
        return Tint.Mix(Tint.Mix(picture[at], picture[at + 1], x - i), Tint.Mix(picture[at + Size], picture[at + Size + 1], x - i), y - j);
    }

    /// <summary>What is seen in a unit direction, computed.</summary>
    public Vector3 Computed(Vector3 direction)
    {
        float up = Math.Max(direction.Z, 0), clear = light.Clear, low = light.Low;
        Vector3 zenith = Tint.Mix(new(0.14f, 0.31f, 0.72f), new(0.13f, 0.20f, 0.46f), low), horizon = Tint.Mix(new(0.62f, 0.76f, 0.92f), new(0.95f, 0.58f, 0.36f), low);
        float towards = Math.Max(0, direction.X * light.ToSun.X + direction.Y * light.ToSun.Y + direction.Z * light.ToSun.Z);
        horizon = Tint.Mix(horizon, new(0.52f, 0.48f, 0.60f), 0.7f * low * (1 - towards));
        float strength = light.FromSky.Y / (0.56f + 0.49f * (1 - clear));
        Vector3 color = Tint.Mix(horizon, zenith, Curves.Rise(up)) * strength;
        Vector3 grey = Tint.Mix(light.HazeColor, light.HazeColor * new Vector3(0.80f, 0.83f, 0.88f), Curves.Rise(up));
        color = Tint.Mix(grey, color, clear);
        color += light.Sunlight * (0.10f * Curves.Fall(12 * (1 - towards)) + 6 * Curves.Fall(2600 * (1 - towards)));
        if (direction.Z > 0.01f)
        {
            color = Clouds(direction, color, towards);
        }
        float bearing = Elementary.Atan2(direction.Y, direction.X);
        float ridge = 0.010f + 0.030f * Noise.Octaves(4 * bearing + drift, 3, 4);
        float hill = 1 - Tint.Step(ridge - 0.003f, ridge + 0.003f, direction.Z);
        Vector3 air = light.Air(direction);
        // The air before the sky, thick at the horizon: what is far away in fog fades into the same colour.
        float thick = 1 - Curves.Fall(Math.Min(15, light.Haze * 110 / Math.Max(direction.Z + 0.03f, 0.03f)));
        color = Tint.Mix(color, air, thick * (1 - 0.85f * clear));
        Vector3 hills = Tint.Mix(light.FromSky * new Vector3(0.28f, 0.36f, 0.36f), air, 1 - Curves.Fall(Math.Min(15, light.Haze * 900)));
        return Tint.Mix(color, hills, hill);
    }

    private Vector3 Clouds(Vector3 direction, Vector3 color, float towards)
    {
        float x = direction.X / (direction.Z + 0.14f), y = direction.Y / (direction.Z + 0.14f), clear = light.Clear;
        float density = Noise.Octaves(0.75f * x + drift, 1.1f * y - drift, 5);
        float lit = Noise.Octaves(0.75f * x + drift + 0.16f * light.ToSun.X, 1.1f * y - drift + 0.16f * light.ToSun.Y, 3);
        float strength = light.FromSky.Y / (0.56f + 0.49f * (1 - clear));
        Vector3 bright = Tint.Mix(new(1.05f, 1.04f, 1.03f), new Vector3(1.25f, 0.78f, 0.52f), light.Low) * strength, shade = Tint.Mix(new(0.58f, 0.63f, 0.72f), new(0.36f, 0.34f, 0.45f), light.Low) * strength;
        bright += light.Sunlight * (0.25f * Curves.Fall(8 * (1 - towards)));
        float cover = Tint.Step(0.50f, 0.72f, density) * Tint.Step(0.01f, 0.16f, direction.Z);
        Vector3 fair = Tint.Mix(color, Tint.Mix(bright, shade, Tint.Step(0.42f, 0.80f, lit)), 0.92f * cover);
        Vector3 covered = color * (0.78f + 0.40f * density);
        return Tint.Mix(covered, fair, clear);
    }

    private Vector3[] Paint(int face)
    {
        Vector3[] picture = new Vector3[Size * Size];
        for (int j = 0; j < Size; j++)
        {
            for (int i = 0; i < Size; i++)
            {
                float u = 2f * i / (Size - 1) - 1, v = 2f * j / (Size - 1) - 1;
                Vector3 d = face switch
                {
                    0 => new(1, u, v),
                    1 => new(-1, u, v),
                    2 => new(u, 1, v),
                    3 => new(u, -1, v),
                    _ => new(u, v, 1),
                };
                if (face == 4 || v > -0.1f)
                {
                    picture[j * Size + i] = Computed(d * (1 / MathF.Sqrt(d.X * d.X + d.Y * d.Y + d.Z * d.Z)));
                }
                else
                {
                    picture[j * Size + i] = light.HazeColor;
                }
            }
        }
        return picture;
    }
}
