using System.Numerics;
using VoxPilot.World.Numerics;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Rendering;

/// <summary>The light of a weather: one model whose numbers make sun, cloud, dusk, fog and rain. Colours are linear light.</summary>
internal sealed class Daylight
{
    /// <summary>The light of the given weather.</summary>
    public Daylight(Weather weather)
    {
        ArgumentNullException.ThrowIfNull(weather);
        (double sin, double cos) = Elementary.SinCos(weather.SunAzimuth);
        (double high, double flat) = Elementary.SinCos(Math.Clamp(weather.SunElevation, 0.05, 1.5));
        ToSun = new((float)(flat * cos), (float)(flat * sin), (float)high);
        float brightness = (float)weather.Brightness, sunshine = (float)weather.Sunshine, elevation = (float)weather.SunElevation;
        Clear = Tint.Step(0, 0.7f, sunshine);
        Low = 1 - Tint.Step(0.12f, 0.5f, elevation);
        Vector3 warmth = Tint.Mix(new(1, 0.90f, 0.76f), new(1, 0.52f, 0.24f), Low);
        Sunlight = warmth * (3.0f * sunshine * brightness);
        Vector3 blue = Tint.Mix(new(0.53f, 0.58f, 0.67f), new(0.44f, 0.44f, 0.58f), Low);
        FromSky = Tint.Mix(new(1.02f, 1.05f, 1.10f), blue, Clear) * brightness;
        FromGround = Tint.Mix(new(0.42f, 0.41f, 0.40f), new(0.30f, 0.265f, 0.23f), Clear) * brightness;
        Haze = (float)weather.Haze;
        Wetness = (float)weather.Wetness;
        Vector3 grey = new Vector3(0.80f, 0.83f, 0.86f) * (0.98f * brightness);
        HazeColor = Tint.Mix(grey, Tint.Mix(new(0.62f, 0.74f, 0.90f), new(0.72f, 0.56f, 0.52f), Low) * brightness, Clear);
        HazeSun = Sunlight * 0.12f;
        Rain = weather.Kind == WeatherKind.Rain ? 0.4f * Wetness : 0;
        Lamps = brightness < 0.6f ? 2.2f : 1;
        float arriving = 0.75f * FromSky.Y + 0.7f * Sunlight.Y * ToSun.Z;
        Exposure = (1.05f + 0.22f * Clear) * Elementary.Pow(brightness, 0.45f) / (arriving + 0.12f);
    }

    /// <summary>Unit vector.</summary>
    public Vector3 ToSun { get; }

    /// <summary>On a surface that faces the sun.</summary>
    public Vector3 Sunlight { get; }

    /// <summary>On a surface that faces up, from the whole sky.</summary>
    public Vector3 FromSky { get; }

    /// <summary>On a surface that faces down, back from the ground.</summary>
    public Vector3 FromGround { get; }

    /// <summary>Extinction by the air, per metre.</summary>
    public float Haze { get; }

    /// <summary>Colour of the air far away.</summary>
    public Vector3 HazeColor { get; }

    /// <summary>What the air adds towards the sun.</summary>
    public Vector3 HazeSun { get; }

    /// <summary>How wet the ground is, 0 to 1.</summary>
    public float Wetness { get; }

    /// <summary>How strongly falling drops show, in parts of the sky's light; 0 where it does not rain.</summary>
    public float Rain { get; }

    /// <summary>0 under cloud, 1 under a clear sky.</summary>
    public float Clear { get; }

    /// <summary>1 when the sun is low.</summary>
    public float Low { get; }

    /// <summary>How strongly lamps and windows glow.</summary>
    public float Lamps { get; }

    /// <summary>What the camera multiplies light with.</summary>
    public float Exposure { get; }

    /// <summary>Light from the whole sky and from the ground on a surface of the given normal.</summary>
    public Vector3 Ambient(Vector3 normal) => FromGround + (0.5f + 0.5f * normal.Z) * (FromSky - FromGround);

    /// <summary>The air's colour in a direction.</summary>
    public Vector3 Air(Vector3 direction)
    {
        float towards = direction.X * ToSun.X + direction.Y * ToSun.Y + direction.Z * ToSun.Z;
        float halo = Math.Max(0, towards);
        halo *= halo * halo;
        return HazeColor + HazeSun * (halo * halo);
    }
}
