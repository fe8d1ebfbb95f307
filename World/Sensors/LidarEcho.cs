using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Sensors;

/// <summary>
/// How strong the light comes back: with the surface's reflectivity, its incidence and the square of the distance, through haze both ways.
/// Weak echoes are lost by chance, and wet ground mirrors the light away.
/// </summary>
internal sealed class LidarEcho
{
    // Share of infrared light scattered back by a surface of middle brightness, for each label.
    private static readonly float[] Reflectivities =
        [0.30f, 0.50f, 0.25f, 0.40f, 0.35f, 0.45f, 0.25f, 0.32f, 0.60f, 0.40f, 0.40f, 0.13f, 0.20f, 0.22f, 0.28f, 0.36f, 0.42f];

    private const float Threshold = 0.006f; // asphalt fades out between 40 and 50 m, as in nuScenes
    private const float ReferenceRange = 30;
    private const float FullScale = 0.6f; // a reflectivity of this gives intensity 150

    private readonly float[] throughHaze = new float[LidarScanner.MaximumRange + 1];
    private readonly float wetness, loss;

    public LidarEcho(Weather weather)
    {
        for (int i = 0; i < throughHaze.Length; i++)
        {
            throughHaze[i] = (float)Elementary.Exp(-2 * weather.Haze * i);
        }
        wetness = (float)weather.Wetness;
        loss = weather.Kind == WeatherKind.Rain ? 0.005f + 0.04f * wetness : 0.005f;
    }

    /// <summary>The intensity (0…255) of an echo; negative if it is lost.</summary>
    /// <param name="label">Label of the surface.</param>
    /// <param name="brightness">Share of visible light that it scatters, 0 to 1.</param>
    /// <param name="incidence">Cosine between the ray and the surface's normal, 0 to 1.</param>
    /// <param name="range">Metres.</param>
    /// <param name="chance">Random bits of the ray.</param>
    public float Intensity(int label, float brightness, float incidence, float range, ulong chance)
    {
        float reflectivity = Reflectivities[label] * (0.5f + 1.2f * brightness);
        if (label is >= 11 and <= 14)
        {
            reflectivity *= 1 - 0.6f * wetness;
        }
        float returned = reflectivity * (0.15f + 0.85f * incidence) * throughHaze[(int)range];
        float nearness = ReferenceRange / MathF.Max(range, 1);
        float luck = Share(chance), grain = Share(chance >> 24);
        if (Share(chance >> 40) < loss || returned * nearness * nearness * (0.5f + luck) < Threshold)
        {
            return -1;
        }
        return MathF.Round(Math.Clamp(150 / FullScale * returned * (0.9f + 0.2f * grain), 0, 255));
    }

    private static float Share(ulong bits) => (bits & 0xFFFFFF) * (1f / (1 << 24));
}
