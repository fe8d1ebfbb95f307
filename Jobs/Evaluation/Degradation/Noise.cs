using System.Globalization;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Gaussian noise, independent in each pixel and channel.</summary>
/// <param name="Sigma">Standard deviation, of 255.</param>
public sealed record Noise(double Sigma) : ImageDegradation
{
    private const int Table = 1 << 12;

    // Φ⁻¹ at the middles of equal shares: drawing one of them at random draws from a Gaussian.
    private static readonly float[] Normal = [.. Enumerable.Range(0, Table).Select(i => (float)Quantile((i + 0.5) / Table))];

    /// <inheritdoc/>
    public override string Text => string.Create(CultureInfo.InvariantCulture, $"noise={Sigma}");

    /// <inheritdoc/>
    internal override void Apply(RgbImage image, ulong seed)
    {
        byte[] pixels = image.Pixels;
        float sigma = (float)Sigma;
        ulong state = seed;
        for (int i = 0; i < pixels.Length; i++)
        {
            // splitmix64
            ulong z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            pixels[i] = (byte)Math.Clamp(pixels[i] + sigma * Normal[z >> 52] + 0.5f, 0, 255);
        }
    }

    private static double Quantile(double p)
    {
        double low = -6, high = 6;
        for (int i = 0; i < 50; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Distribution(middle) < p ? (middle, high) : (low, middle);
        }
        return low;
    }

    // Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/15 + …)
    private static double Distribution(double x)
    {
        double term = x, sum = x;
        for (int n = 3; Math.Abs(term) > 1e-17; n += 2)
        {
            term *= x * x / n;
            sum += term;
        }
        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }
}
