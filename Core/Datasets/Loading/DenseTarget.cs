using VoxPilot.Core.Formats;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Datasets.Loading;

/// <summary>
/// Depth and class of a prepared image: each cell of the target takes the pixel of <see cref="DenseViews"/> that its centre lies on, nothing
/// is averaged (the mean of a pole and the wall behind it is neither). Depth is along the optical axis, so that scale and crop leave it as it is.
/// </summary>
internal static class DenseTarget
{
    /// <summary>One camera's target.</summary>
    /// <param name="views">Depth and class as the cameras saw them, over the whole of each image at any resolution.</param>
    /// <param name="view">Which of them.</param>
    /// <param name="camera">That camera before <paramref name="transform"/>.</param>
    /// <param name="transform">How its image was prepared.</param>
    /// <param name="metres">Metres of the sample per metre of the views (<see cref="Augmentation.BirdsEyeJitter.Scale"/>).</param>
    /// <param name="width">Columns of the target; the prepared image is scaled to it.</param>
    /// <param name="depth">Receives (h, w) metres; 0 for the sky and outside the camera's image.</param>
    /// <param name="classes">Receives (h, w) labels 0…16, 17 for the sky, <see cref="TrainingSample.Unknown"/> outside the camera's image.</param>
    public static void Fill(DenseViews views, int view, Camera camera, ImageTransform transform, double metres, int width, Span<float> depth, Span<byte> classes)
    {
        int height = depth.Length / width;
        Span<int> columns = stackalloc int[width];
        for (int x = 0; x < width; x++)
        {
            int straight = transform.Mirrored ? width - 1 - x : x;
            columns[x] = Source(straight, transform.Width, width, transform.CropLeft, transform.Scale, camera.Width, views.Width);
        }
        float perCentimetre = (float)(metres / 100);
        for (int y = 0; y < height; y++)
        {
            int row = Source(y, transform.Height, height, transform.CropTop, transform.Scale, camera.Height, views.Height);
            int first = (view * views.Height + row) * views.Width;
            for (int x = 0; x < width; x++)
            {
                bool outside = row < 0 || columns[x] < 0;
                depth[y * width + x] = outside ? 0 : views.Centimetres[first + columns[x]] * perCentimetre;
                classes[y * width + x] = outside ? TrainingSample.Unknown : views.Classes[first + columns[x]];
            }
        }
    }

    // Cell of the target to pixel of the views along one axis; −1 outside the camera's image.
    private static int Source(int cell, int prepared, int cells, int crop, double scale, int image, int pixels)
    {
        double position = ((cell + 0.5) * prepared / cells + crop) / scale; // in the camera's image
        return position >= 0 && position < image ? Math.Min(pixels - 1, (int)(position * pixels / image)) : -1;
    }
}
