using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoxPilot.Core.Datasets.Augmentation;

/// <summary>What was drawn for the colours of one image: c' = clamp(grey + s (contrast (c + brightness) − grey)), grey of the changed colours.</summary>
/// <param name="Brightness">Added, on the scale 0…255.</param>
/// <param name="Contrast">Multiplied.</param>
/// <param name="Saturation">Factor s of the distance from grey (ITU-R BT.601's).</param>
public readonly record struct ColorJitter(double Brightness, double Contrast, double Saturation)
{
    private static readonly double[] Grey = [0.299, 0.587, 0.114];

    /// <summary>Changes nothing.</summary>
    public static ColorJitter None => new(0, 1, 1);

    /// <summary>
    /// Changes a prepared image in place. All three parts are linear, and so is the resampling before them: the order does not matter,
    /// and the small image is the cheaper one.
    /// </summary>
    /// <param name="chw">(3, height, width) values (pixel − mean) / std.</param>
    /// <param name="mean">Means that were subtracted, R, G, B.</param>
    /// <param name="std">Deviations that were divided by.</param>
    public void Apply(Span<float> chw, ReadOnlySpan<float> mean, ReadOnlySpan<float> std)
    {
        if (this == None)
        {
            return;
        }
        Span<float> m = stackalloc float[9], offset = stackalloc float[3], low = stackalloc float[3], high = stackalloc float[3];
        for (int i = 0; i < 3; i++)
        {
            double constant = Contrast * Brightness - mean[i];
            for (int j = 0; j < 3; j++)
            {
                double weight = Contrast * ((1 - Saturation) * Grey[j] + (i == j ? Saturation : 0));
                m[3 * i + j] = (float)(weight * std[j] / std[i]);
                constant += weight * mean[j];
            }
            offset[i] = (float)(constant / std[i]);
            (low[i], high[i]) = (-mean[i] / std[i], (255 - mean[i]) / std[i]);
        }
        int count = chw.Length / 3;
        ref float values = ref MemoryMarshal.GetReference(chw);
        int x = 0;
        for (; x + 8 <= count; x += 8)
        {
            Vector256<float> r = Vector256.LoadUnsafe(ref values, (nuint)x);
            Vector256<float> g = Vector256.LoadUnsafe(ref values, (nuint)(count + x));
            Vector256<float> b = Vector256.LoadUnsafe(ref values, (nuint)(2 * count + x));
            for (int i = 0; i < 3; i++)
            {
                Vector256<float> sum = r * m[3 * i] + g * m[3 * i + 1] + b * m[3 * i + 2] + Vector256.Create(offset[i]);
                Vector256.Min(Vector256.Max(sum, Vector256.Create(low[i])), Vector256.Create(high[i])).StoreUnsafe(ref values, (nuint)(i * count + x));
            }
        }
        for (; x < count; x++)
        {
            float r = chw[x], g = chw[count + x], b = chw[2 * count + x];
            for (int i = 0; i < 3; i++)
            {
                chw[i * count + x] = Math.Clamp(r * m[3 * i] + g * m[3 * i + 1] + b * m[3 * i + 2] + offset[i], low[i], high[i]);
            }
        }
    }
}
