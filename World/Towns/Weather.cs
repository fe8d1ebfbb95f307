using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>Sky and light of a drive: one model whose numbers make sun, cloud, dusk, fog and rain.</summary>
public sealed record Weather
{
    /// <summary>What a person would call it.</summary>
    public required WeatherKind Kind { get; init; }

    /// <summary>Direction to the sun in the ground plane, radians.</summary>
    public required double SunAzimuth { get; init; }

    /// <summary>Height of the sun, radians.</summary>
    public required double SunElevation { get; init; }

    /// <summary>How much of the sun comes through, 0 (overcast) to 1.</summary>
    public required double Sunshine { get; init; }

    /// <summary>How bright the whole scene is, 1 by day, less at dusk.</summary>
    public required double Brightness { get; init; }

    /// <summary>Extinction by haze, per metre: 0.001 on a clear day, 0.02 in fog.</summary>
    public required double Haze { get; init; }

    /// <summary>How wet the ground is, 0 to 1.</summary>
    public required double Wetness { get; init; }

    /// <summary>The weather of a seed: mostly sun and cloud by day.</summary>
    public static Weather FromSeed(ulong seed)
    {
        RandomStream random = new(seed, 0x57EA);
        double draw = random.Unit();
        WeatherKind kind = draw < 0.45 ? WeatherKind.Sunny : draw < 0.75 ? WeatherKind.Overcast : draw < 0.84 ? WeatherKind.Dusk : draw < 0.92 ? WeatherKind.Fog : WeatherKind.Rain;
        return Of(kind, random.Between(-Math.PI, Math.PI), random.Unit());
    }

    /// <summary>A weather of the given kind.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="sunAzimuth">Direction to the sun, radians.</param>
    /// <param name="variation">0 to 1: where within its range the weather lies.</param>
    public static Weather Of(WeatherKind kind, double sunAzimuth, double variation) => kind switch
    {
        WeatherKind.Sunny => new() { Kind = kind, SunAzimuth = sunAzimuth, SunElevation = 0.45 + 0.6 * variation, Sunshine = 1, Brightness = 1, Haze = 0.0014, Wetness = 0 },
        WeatherKind.Overcast => new() { Kind = kind, SunAzimuth = sunAzimuth, SunElevation = 0.8, Sunshine = 0.12 * variation, Brightness = 0.9, Haze = 0.0026, Wetness = 0.1 * variation },
        WeatherKind.Dusk => new() { Kind = kind, SunAzimuth = sunAzimuth, SunElevation = 0.08 + 0.1 * variation, Sunshine = 0.6, Brightness = 0.45, Haze = 0.003, Wetness = 0 },
        WeatherKind.Fog => new() { Kind = kind, SunAzimuth = sunAzimuth, SunElevation = 0.6, Sunshine = 0.05, Brightness = 0.85, Haze = 0.012 + 0.016 * variation, Wetness = 0.3 },
        WeatherKind.Rain => new() { Kind = kind, SunAzimuth = sunAzimuth, SunElevation = 0.7, Sunshine = 0.03, Brightness = 0.7, Haze = 0.005 + 0.004 * variation, Wetness = 0.6 + 0.4 * variation },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
