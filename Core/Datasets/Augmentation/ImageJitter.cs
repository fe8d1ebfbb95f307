using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Datasets.Augmentation;

/// <summary>What was drawn for the images of one sample.</summary>
/// <param name="Zoom">Scale relative to the one that fits.</param>
/// <param name="Left">Which of the possible crops, from the left, 0 to 1 (exclusive); null for the middle.</param>
/// <param name="Flip">Flipped left to right.</param>
public readonly record struct ImageJitter(double Zoom, double? Left, bool Flip)
{
    /// <summary>How an image becomes the network's input.</summary>
    /// <param name="imageWidth">Width of the camera's image.</param>
    /// <param name="imageHeight">Its height.</param>
    /// <param name="width">Width of the input.</param>
    /// <param name="height">Its height.</param>
    public ImageTransform Transform(int imageWidth, int imageHeight, int width, int height)
    {
        ImageTransform fit = ImageTransform.Fit(imageWidth, imageHeight, width, height);
        if (Zoom == 1 && Left is null)
        {
            return fit with { Mirrored = Flip };
        }
        double scale = fit.Scale * Zoom;
        int spare = (int)Math.Floor(imageWidth * scale + 1e-6) - width; // negative: columns that stay black
        int left = Left is double share ? Math.Min(0, spare) + (int)(share * (Math.Abs(spare) + 1)) : spare / 2;
        return new(scale, left, (int)Math.Floor(imageHeight * scale + 1e-6) - height, width, height) { Mirrored = Flip };
    }
}
