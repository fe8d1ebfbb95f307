namespace VoxPilot.Core.Imaging;

/// <summary>The plain twin of <see cref="ImagePreparation"/>: every output pixel by the formula, one after the other. For tests.</summary>
internal static class ImagePreparationReference
{
    /// <summary>As <see cref="ImagePreparation.Prepare"/>.</summary>
    public static float[] Prepare(RgbImage image, ImageTransform transform, IReadOnlyList<float> mean, IReadOnlyList<float> std)
    {
        double scale = transform.Scale / image.Scale;
        ResampleTable columns = new(image.Width, transform.Width, scale, transform.CropLeft);
        ResampleTable rows = new(image.Height, transform.Height, scale, transform.CropTop);
        float[] output = new float[3 * transform.Height * transform.Width];
        for (int channel = 0; channel < 3; channel++)
        {
            for (int y = 0; y < transform.Height; y++)
            {
                for (int x = 0; x < transform.Width; x++)
                {
                    int column = transform.Mirrored ? transform.Width - 1 - x : x;
                    double value = 0;
                    for (int k = 0; k < rows.Lengths[y]; k++)
                    {
                        value += rows.Weights[y * rows.Taps + k] * Column(image, columns, rows.Starts[y] + k, column, channel);
                    }
                    output[(channel * transform.Height + y) * transform.Width + x] = (float)((Round(value) - mean[channel]) / std[channel]);
                }
            }
        }
        return output;
    }

    private static double Column(RgbImage image, ResampleTable columns, int row, int x, int channel)
    {
        double value = 0;
        for (int k = 0; k < columns.Lengths[x]; k++)
        {
            value += columns.Weights[x * columns.Taps + k] * (double)image.Pixels[3 * (row * image.Width + columns.Starts[x] + k) + channel];
        }
        return Round(value);
    }

    private static double Round(double value) => Math.Floor(Math.Clamp(value, 0, 255) + 0.5);
}
