using VoxPilot.World.Surfaces;
using VoxPilot.World.Numerics;
using System.Numerics;

namespace VoxPilot.World.Painting;

/// <summary>The sky of a fair afternoon: blue above, hazy at the horizon, with clouds, the sun and hills far away.</summary>
internal sealed class Sky
{
    private static readonly Vector3 Zenith = new(0.13f, 0.30f, 0.72f);
    private static readonly Vector3 Horizon = new(0.62f, 0.76f, 0.92f);
    private static readonly Vector3 Cloud = new(1.05f, 1.04f, 1.03f);
    private static readonly Vector3 CloudShade = new(0.58f, 0.63f, 0.72f);
    private static readonly Vector3 Hill = new(0.40f, 0.50f, 0.55f);
    private readonly float drift;

    public Sky(float azimuth, float elevation, float drift)
    {
        (float sin, float cos) = MathF.SinCos(azimuth);
        ToSun = new(MathF.Cos(elevation) * cos, MathF.Cos(elevation) * sin, MathF.Sin(elevation));
        this.drift = drift;
    }

    public Vector3 ToSun { get; }

    public Vector3 Sunlight { get; } = new Vector3(1.0f, 0.90f, 0.76f) * 2.9f;

    /// <summary>Light from the whole sky and back from the ground on a surface of the given normal.</summary>
    public static Vector3 Ambient(Vector3 normal) =>
        Tint.Mix(new Vector3(0.30f, 0.27f, 0.24f), new Vector3(0.60f, 0.72f, 0.92f), 0.5f + 0.5f * normal.Z) * 0.78f;

    /// <summary>Colour of the air between the eye and things far away.</summary>
    public Vector3 Haze(Vector3 direction)
    {
        float towardsSun = Math.Max(0, Vector3.Dot(direction, ToSun));
        return new Vector3(0.62f, 0.74f, 0.90f) + new Vector3(0.30f, 0.22f, 0.10f) * MathF.Pow(towardsSun, 6);
    }

    /// <summary>What is seen in a direction that meets nothing.</summary>
    public Vector3 Seen(Vector3 direction)
    {
        float up = Math.Max(direction.Z, 0);
        Vector3 color = Tint.Mix(Horizon, Zenith, MathF.Pow(up, 0.55f));
        float towardsSun = Math.Max(0, Vector3.Dot(direction, ToSun));
        color += Sunlight * (0.10f * MathF.Pow(towardsSun, 12) + 6 * MathF.Pow(towardsSun, 1800));
        if (direction.Z > 0.015f)
        {
            float x = direction.X / (direction.Z + 0.14f), y = direction.Y / (direction.Z + 0.14f);
            float density = Noise.Octaves(0.75f * x + drift, 1.1f * y - drift, 6);
            float lit = Noise.Octaves(0.75f * x + drift + 0.16f * ToSun.X, 1.1f * y - drift + 0.16f * ToSun.Y, 4);
            float cover = Tint.Step(0.50f, 0.72f, density) * Tint.Step(0.015f, 0.16f, direction.Z);
            color = Tint.Mix(color, Tint.Mix(Cloud, CloudShade, Tint.Step(0.42f, 0.80f, lit)), 0.92f * cover);
        }
        float bearing = MathF.Atan2(direction.Y, direction.X);
        float ridge = 0.012f + 0.035f * Noise.Octaves(4 * bearing + drift, 3, 4);
        float hill = 1 - Tint.Step(ridge - 0.0012f, ridge + 0.0012f, direction.Z);
        return Tint.Mix(color, Tint.Mix(Hill, Haze(direction), 0.55f), hill);
    }

    /// <summary>What a shiny surface mirrors, roughly: sky above, the street's house fronts at eye level, asphalt below.</summary>
    public static Vector3 Mirrored(Vector3 direction)
    {
        if (direction.Z < 0)
        {
            return Tint.Mix(new(0.26f, 0.24f, 0.22f), new(0.12f, 0.12f, 0.13f), Tint.Step(0, 0.25f, -direction.Z));
        }
        float up = direction.Z;
        Vector3 sky = Tint.Mix(Horizon, Zenith, MathF.Pow(up, 0.55f));
        float roofs = (0.10f + 0.5f * Math.Abs(direction.Y)) * (0.8f + 0.4f * Noise.At(7 * MathF.Atan2(direction.Y, direction.X), 2));
        return Tint.Mix(new(0.26f, 0.24f, 0.22f), sky, Tint.Step(roofs - 0.05f, roofs + 0.05f, up));
    }
}
