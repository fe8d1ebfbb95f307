namespace VoxPilot.Core.Imaging;

/// <summary>A decoded image: 8 bits per channel, rows from the top, R, G, B interleaved (HWC).</summary>
public sealed class RgbImage
{
    /// <summary>An image over the given pixels, which are not copied.</summary>
    /// <exception cref="ArgumentException">There are not 3 · width · height bytes.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != 3L * width * height)
        {
            throw new ArgumentException($"An RGB image of {width}×{height} needs {3L * width * height} bytes; {pixels.LongLength} were given.", nameof(pixels));
        }
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>A black image.</summary>
    public RgbImage(int width, int height) : this(width, height, new byte[3 * width * height])
    {
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>3 · width · height bytes; channel c of pixel (x, y) is at 3 · (y · width + x) + c.</summary>
    public byte[] Pixels { get; }

    /// <summary>Pixels here per pixel of the encoded image: 1, or 1/2, 1/4, 1/8 after a scaled decode. Position p there is p · Scale here.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The bytes of one row.</summary>
    public ReadOnlySpan<byte> Row(int y) => Pixels.AsSpan(3 * y * Width, 3 * Width);
}
