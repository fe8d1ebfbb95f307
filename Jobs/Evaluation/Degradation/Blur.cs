using System.Globalization;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>A Gaussian blur, as of a lens out of focus.</summary>
/// <param name="Sigma">Standard deviation, pixels of the image file.</param>
public sealed record Blur(double Sigma) : ImageDegradation
{
    /// <inheritdoc/>
    public override string Text => string.Create(CultureInfo.InvariantCulture, $"blur={Sigma}");

    /// <inheritdoc/>
    internal override void Apply(RgbImage image, ulong seed)
    {
        float[] kernel = Kernel();
        float[] wide = new float[image.Pixels.Length];
        int row = 3 * image.Width;
        Parallel.For(0, image.Height, y =>
        {
            for (int i = 0; i < row; i++)
            {
                float sum = 0;
                for (int k = 0; k < kernel.Length; k++)
                {
                    int x = Math.Clamp(i / 3 + k - kernel.Length / 2, 0, image.Width - 1);
                    sum += kernel[k] * image.Pixels[y * row + 3 * x + i % 3];
                }
                wide[y * row + i] = sum;
            }
        });
        Parallel.For(0, image.Height, y =>
        {
            for (int i = 0; i < row; i++)
            {
                float sum = 0;
                for (int k = 0; k < kernel.Length; k++)
                {
                    sum += kernel[k] * wide[Math.Clamp(y + k - kernel.Length / 2, 0, image.Height - 1) * row + i];
                }
                image.Pixels[y * row + i] = (byte)(sum + 0.5f);
            }
        });
    }

    private float[] Kernel()
    {
        int radius = (int)Math.Ceiling(3 * Sigma);
        float[] kernel = [.. Enumerable.Range(-radius, 2 * radius + 1).Select(d => (float)Math.Exp(-d * d / (2 * Sigma * Sigma)))];
        float sum = kernel.Sum();
        return [.. kernel.Select(k => k / sum)];
    }
}
