using System.Runtime.InteropServices;

namespace VoxPilot.Core.Imaging;

/// <summary>Writes pictures of the project's own: renderings, previews, test images.</summary>
public static class ImageEncoding
{
    /// <summary>A baseline JPEG with 4:2:0 chroma.</summary>
    /// <param name="image">What is written.</param>
    /// <param name="quality">1 (small) to 100 (good).</param>
    public static unsafe byte[] ToJpeg(RgbImage image, int quality)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        using TurboJpegHandle handle = TurboJpegHandle.Compressor();
        byte[] file = new byte[checked((int)TurboJpeg.BufferSize(image.Width, image.Height, TurboJpeg.Subsampling420).Value)];
        fixed (byte* pixels = image.Pixels, start = file)
        {
            byte* output = start;
            CULong length = new((nuint)file.Length);
            int failed = TurboJpeg.Compress(
                handle, pixels, image.Width, 3 * image.Width, image.Height, TurboJpeg.PixelFormatRgb,
                &output, &length, TurboJpeg.Subsampling420, quality, TurboJpeg.NoReallocation);
            return failed == 0
                ? file[..(int)length.Value]
                : throw new InvalidOperationException($"libturbojpeg could not write an image of {image.Width}×{image.Height}: {TurboJpeg.LastError(handle)}.");
        }
    }

    /// <summary>An RGB PNG with 8 bits per channel, without loss.</summary>
    public static byte[] ToPng(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return ToPng(image.Pixels, image.Width, image.Height, Spng.TrueColor);
    }

    /// <summary>A grey PNG with 8 bits per pixel, without loss: masks.</summary>
    /// <param name="pixels">Rows from the top, a byte for each pixel.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ArgumentException">There are not width · height bytes.</exception>
    public static byte[] ToGreyPng(ReadOnlySpan<byte> pixels, int width, int height) => pixels.Length == (long)width * height
        ? ToPng(pixels, width, height, Spng.Grey)
        : throw new ArgumentException($"A grey image of {width}×{height} needs {(long)width * height} bytes; {pixels.Length} were given.", nameof(pixels));

    private static unsafe byte[] ToPng(ReadOnlySpan<byte> pixels, int width, int height, byte colorType)
    {
        using SpngContext context = new(Spng.ContextEncoder);
        Spng.Header header = new() { Width = (uint)width, Height = (uint)height, BitDepth = 8, ColorType = colorType };
        byte* file = null;
        nuint length = 0;
        fixed (byte* start = pixels)
        {
            int error = Spng.SetOption(context, Spng.OptionEncodeToBuffer, 1);
            error = error != 0 ? error : Spng.SetHeader(context, header);
            error = error != 0 ? error : Spng.EncodeImage(context, start, (nuint)pixels.Length, Spng.FormatPng, Spng.EncodeFinalize);
            if (error == 0)
            {
                file = Spng.GetFile(context, out length, out error);
            }
            if (error != 0 || file is null)
            {
                throw new InvalidOperationException($"libspng could not write an image of {width}×{height}: {Spng.Describe(error)}.");
            }
        }
        try
        {
            return new ReadOnlySpan<byte>(file, checked((int)length)).ToArray();
        }
        finally
        {
            NativeMemory.Free(file); // the buffer is malloc's and belongs to the caller
        }
    }
}
