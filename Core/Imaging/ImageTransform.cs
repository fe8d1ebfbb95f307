using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Imaging;

/// <summary>How a camera's image becomes the network's input: scaled, then cropped (spec/sparseoccvla.md §3.1). Position p goes to p · Scale − (CropLeft, CropTop).</summary>
/// <param name="Scale">Pixels of the scaled image per pixel of the camera's image.</param>
/// <param name="CropLeft">Columns of the scaled image that are left out on the left.</param>
/// <param name="CropTop">Rows of the scaled image that are left out at the top.</param>
/// <param name="Width">Columns that are kept.</param>
/// <param name="Height">Rows that are kept.</param>
public sealed record ImageTransform(double Scale, int CropLeft, int CropTop, int Width, int Height)
{
    /// <summary>Afterwards the image is flipped left to right: x goes to <see cref="Width"/> − x.</summary>
    public bool Mirrored { get; init; }

    /// <summary>
    /// The transform of OPUS at test time: the least scale at which the image covers the input, columns cut equally on both sides,
    /// rows cut at the top, where there is only sky. 1600×900 to 704×256: scale 0.44, 140 rows cut.
    /// </summary>
    public static ImageTransform Fit(int imageWidth, int imageHeight, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(imageWidth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(imageHeight);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        double scale = Math.Max((double)width / imageWidth, (double)height / imageHeight);
        int scaledWidth = Math.Max(width, (int)Math.Floor(imageWidth * scale + 1e-6));
        int scaledHeight = Math.Max(height, (int)Math.Floor(imageHeight * scale + 1e-6));
        return new(scale, (scaledWidth - width) / 2, scaledHeight - height, width, height);
    }

    /// <summary>Least width at which an image may be decoded without losing what the input needs.</summary>
    public int DecodeWidth(int imageWidth) => (int)Math.Ceiling(imageWidth * Scale - 1e-6);

    /// <summary>
    /// The same camera with the transformed image's size and K' = [[s, 0, −left], [0, s, −top], [0, 0, 1]] · K. Where the image is
    /// flipped, the first row is [−s, 0, width + left], and the camera's intrinsics are mirrored (<see cref="Camera.IsMirrored"/>).
    /// </summary>
    public Camera Adjust(Camera camera)
    {
        ArgumentNullException.ThrowIfNull(camera);
        Matrix3 pixels = Mirrored
            ? new(-Scale, 0, Width + CropLeft, 0, Scale, -CropTop, 0, 0, 1)
            : new(Scale, 0, -CropLeft, 0, Scale, -CropTop, 0, 0, 1);
        return camera with { Intrinsics = pixels * camera.Intrinsics, Width = Width, Height = Height };
    }
}
