using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>Colour arithmetic. Colours are linear light, R, G, B.</summary>
internal static class Tint
{
    /// <summary>From the numbers of a colour picker (sRGB, 0xRRGGBB).</summary>
    public static Vector3 Of(int rgb) => new(Linear(rgb >> 16 & 255), Linear(rgb >> 8 & 255), Linear(rgb & 255));

    public static Vector3 Mix(Vector3 a, Vector3 b, float t) => a + t * (b - a);

    /// <summary>0 below <paramref name="low"/>, 1 above <paramref name="high"/>, smooth between.</summary>
    public static float Step(float low, float high, float x)
    {
        float t = Math.Clamp((x - low) / (high - low), 0, 1);
        return t * t * (3 - 2 * t);
    }

    /// <summary>Share of a stretch of width <paramref name="blur"/> around x that lies between low and high: a band without jagged edges.</summary>
    public static float Band(float low, float high, float x, float blur)
    {
        blur = Math.Max(blur, 1e-4f);
        return Math.Clamp((Math.Min(x + blur / 2, high) - Math.Max(x - blur / 2, low)) / blur, 0, 1);
    }

    /// <summary>As <see cref="Band"/>, for bands of a given width that repeat; x is measured from the middle of one of them.</summary>
    public static float Stripes(float x, float period, float width, float blur)
    {
        float phase = x - period * MathF.Round(x / period);
        float sharp = Band(-width / 2, width / 2, phase, blur);
        return sharp + (width / period - sharp) * Step(0.5f * period, 1.5f * period, blur);
    }

    /// <summary>Exposure, a film-like curve and sRGB's transfer: linear light to a byte's 0…1.</summary>
    public static Vector3 Develop(Vector3 light)
    {
        light *= 0.74f;
        Vector3 film = light * (2.51f * light + new Vector3(0.03f)) / (light * (2.43f * light + new Vector3(0.59f)) + new Vector3(0.14f));
        return new(Encode(film.X), Encode(film.Y), Encode(film.Z));
    }

    private static float Encode(float x) => Elementary.Pow(Math.Clamp(x, 0, 1), 1 / 2.2f);

    private static float Linear(int value) => Elementary.Pow(value / 255f, 2.2f);
}
