using static TorchSharp.torch;

namespace VoxPilot.Planning;

/// <summary>
/// Sines and cosines of positions and of time steps, as DAB-DETR and DiffusionDrive compute them. No parameters. Positions are embedded
/// on the CPU, where the denoising loop has them.
/// </summary>
internal static class SineEmbedding
{
    private const float Base = 10000;

    /// <summary>
    /// Embeds pairs (x, y): the first half of each embedding is y's, the second x's;
    /// number j of a half is sin (j even) or cos (j odd) of 2π v / 10000^(2⌊j/2⌋ / half).
    /// </summary>
    /// <param name="points">Pairs, one after the other.</param>
    /// <param name="width">Numbers per point.</param>
    public static float[] OfPoints(ReadOnlySpan<float> points, int width)
    {
        int half = width / 2;
        float[] periods = new float[half];
        for (int j = 0; j < half; j++)
        {
            periods[j] = MathF.Pow(Base, 2f * (j / 2) / half);
        }
        float[] embedding = new float[points.Length / 2 * width];
        for (int p = 0; p < points.Length / 2; p++)
        {
            for (int axis = 0; axis < 2; axis++)
            {
                float scaled = points[2 * p + 1 - axis] * (2 * MathF.PI);
                for (int j = 0; j < half; j++)
                {
                    float angle = scaled / periods[j];
                    embedding[p * width + axis * half + j] = j % 2 == 0 ? MathF.Sin(angle) : MathF.Cos(angle);
                }
            }
        }
        return embedding;
    }

    /// <summary>
    /// Embeds time steps: sines in the first half, cosines in the second, periods from 2π to 2π · 10000. By the tensor library, because
    /// at t = 999 the last bit of its exponential shows in the fifth digit.
    /// </summary>
    public static Tensor OfTimes(int[] times, int width, Device device)
    {
        int half = width / 2;
        double rate = Math.Log(Base) / (half - 1);
        Tensor frequencies = (arange(half, dtype: float32, device: device) * -rate).exp();
        Tensor angles = tensor(times, dtype: float32, device: device).unsqueeze(1) * frequencies.unsqueeze(0); // (n, half)
        return cat([angles.sin(), angles.cos()], -1);                                                          // (n, width)
    }
}
