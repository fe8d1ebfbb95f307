using VoxPilot.World.Numerics;

namespace VoxPilot.World.Rendering;

/// <summary>Curves that are asked for at every pixel, as tables that are made once.</summary>
internal static class Curves
{
    private const int FallSteps = 2048, DevelopSteps = 4096, PowerSteps = 1024;
    private const float FallReach = 16, Brightest = 16;
    private static readonly float[] Falls = [.. Enumerable.Range(0, FallSteps + 2).Select(i => (float)Elementary.Exp(-i * (double)FallReach / FallSteps))];
    private static readonly float[] Developed = [.. Enumerable.Range(0, DevelopSteps + 2).Select(i => (float)Film(Brightest * ((double)i / DevelopSteps) * ((double)i / DevelopSteps)))];
    private static readonly float[] Rises = [.. Enumerable.Range(0, PowerSteps + 2).Select(i => (float)Elementary.Pow((double)i / PowerSteps, 0.55))];

    /// <summary>e to the power of −x, for x ≥ 0.</summary>
    public static float Fall(float x)
    {
        float at = x * (FallSteps / FallReach);
        if (!(at < FallSteps))
        {
            return 0;
        }
        int i = (int)at;
        return Falls[i] + (at - i) * (Falls[i + 1] - Falls[i]);
    }

    /// <summary>x to the power of 0.55, for x in [0, 1]: how the sky's blue deepens upwards.</summary>
    public static float Rise(float x)
    {
        float at = Math.Clamp(x, 0, 1) * PowerSteps;
        int i = (int)at;
        return Rises[i] + (at - i) * (Rises[i + 1] - Rises[i]);
    }

    /// <summary>A film's curve and sRGB's transfer: linear light to 0…255.</summary>
    public static float Develop(float light)
    {
        // Steps are even in the square root of light: fine in the shadows.
        float at = MathF.Sqrt(Math.Clamp(light, 0, Brightest) * (1 / Brightest)) * DevelopSteps;
        int i = (int)at;
        return Developed[i] + (at - i) * (Developed[i + 1] - Developed[i]);
    }

    private static double Film(double x)
    {
        double film = Math.Clamp(x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14), 0, 1);
        return 255 * (film <= 0.0031308 ? 12.92 * film : 1.055 * Elementary.Pow(film, 1 / 2.4) - 0.055);
    }
}
