using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace VoxPilot.Core.Imaging;

/// <summary>Decodes JPEG (libturbojpeg, with scaling in the DCT domain) and PNG (libspng). Several threads may use one decoder at once.</summary>
public sealed class ImageDecoder : IDisposable
{
    private const int ChunkLimit = 4 << 20; // bytes of one ancillary PNG chunk, and of all that are kept

    private readonly ConcurrentBag<TurboJpegHandle> idle = [];
    private volatile bool disposed;

    /// <summary>Decodes to RGB. Orientation tags and colour profiles are not applied; transparency is dropped.</summary>
    /// <param name="image">A file whose header has been read (<see cref="ImageHeader.Read"/>).</param>
    /// <param name="minimumWidth">A JPEG may come back scaled by 1/2, 1/4 or 1/8, but never narrower than this. 0: not scaled.</param>
    /// <param name="part">What the image is called in messages: the camera's name.</param>
    /// <param name="buffer">Used for the pixels if its length is exactly what they need; otherwise a new array is made.</param>
    /// <exception cref="InvalidInputException">The file is truncated or corrupt.</exception>
    /// <exception cref="DllNotFoundException">The system library is not installed.</exception>
    public RgbImage Decode(EncodedImage image, int minimumWidth = 0, string part = "image", byte[]? buffer = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ObjectDisposedException.ThrowIf(disposed, this);
        return image.Format switch
        {
            ImageFormat.Jpeg => DecodeJpeg(image, minimumWidth, part, buffer),
            ImageFormat.Png => DecodePng(image, part, buffer),
            _ => throw new ArgumentOutOfRangeException(nameof(image), image.Format, "Only JPEG and PNG are decoded."),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out TurboJpegHandle? handle))
        {
            handle.Dispose();
        }
    }

    /// <summary>Eighths by which a JPEG is scaled: the least of 8, 4, 2, 1 (whose inverse DCTs are vectorised) that keeps the width.</summary>
    internal static int ScaleEighths(int width, int minimumWidth)
    {
        int eighths = 8;
        while (minimumWidth > 0 && eighths > 1 && Scaled(width, eighths / 2) >= minimumWidth)
        {
            eighths /= 2;
        }
        return eighths;
    }

    private static int Scaled(int pixels, int eighths) => (pixels * eighths + 7) / 8;

    private unsafe RgbImage DecodeJpeg(EncodedImage image, int minimumWidth, string part, byte[]? buffer)
    {
        int eighths = ScaleEighths(image.Width, minimumWidth);
        int width = Scaled(image.Width, eighths), height = Scaled(image.Height, eighths);
        byte[] pixels = Pixels(width, height, buffer);
        if (!idle.TryTake(out TurboJpegHandle? handle))
        {
            handle = TurboJpegHandle.Decompressor();
        }
        bool good = false;
        try
        {
            fixed (byte* file = image.Bytes.Span, output = pixels)
            {
                CULong length = new((nuint)image.Bytes.Length);
                good = TurboJpeg.DecompressHeader(handle, file, length, out int fileWidth, out int fileHeight, out _, out _) == 0;
                if (good && (fileWidth, fileHeight) != (image.Width, image.Height))
                {
                    good = false;
                    throw new InvalidInputException(part, $"The image {part} is a broken JPEG: it has two frame headers; send the file as the camera wrote it.");
                }
                // A truncated file is only worth a warning to the library; here it is a fault.
                good = good && TurboJpeg.Decompress(
                    handle, file, length, output, width, 3 * width, height, TurboJpeg.PixelFormatRgb, TurboJpeg.StopOnWarning | TurboJpeg.LimitScans) == 0;
            }
            return good
                ? new(width, height, pixels) { Scale = eighths / 8.0 }
                : throw new InvalidInputException(part, $"The image {part} is a broken JPEG: {TurboJpeg.LastError(handle)}; send the whole file.");
        }
        finally
        {
            if (good && !disposed)
            {
                idle.Add(handle);
            }
            else
            {
                handle.Dispose();
            }
        }
    }

    private static unsafe RgbImage DecodePng(EncodedImage image, string part, byte[]? buffer)
    {
        byte[] pixels = Pixels(image.Width, image.Height, buffer);
        using SpngContext context = new(0);
        fixed (byte* file = image.Bytes.Span, output = pixels)
        {
            int error = Spng.SetImageLimits(context, (uint)image.Width, (uint)image.Height);
            error = error != 0 ? error : Spng.SetChunkLimits(context, ChunkLimit, ChunkLimit);
            error = error != 0 ? error : Spng.SetFile(context, file, (nuint)image.Bytes.Length);
            error = error != 0 ? error : Spng.DecodeImage(context, output, (nuint)pixels.Length, Spng.FormatRgb8, 0);
            return error == 0
                ? new(image.Width, image.Height, pixels)
                : throw new InvalidInputException(part, $"The image {part} is a broken PNG: {Spng.Describe(error)}; send the whole file.");
        }
    }

    private static byte[] Pixels(int width, int height, byte[]? buffer)
    {
        int length = checked(3 * width * height);
        return buffer?.Length == length ? buffer : GC.AllocateUninitializedArray<byte>(length);
    }
}
