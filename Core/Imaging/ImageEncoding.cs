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
    public static unsafe byte[] ToPng(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        using SpngContext context = new(Spng.ContextEncoder);
        Spng.Header header = new() { Width = (uint)image.Width, Height = (uint)image.Height, BitDepth = 8, ColorType = Spng.TrueColor };
        byte* file = null;
        nuint length = 0;
        fixed (byte* pixels = image.Pixels)
        {
            int error = Spng.SetOption(context, Spng.OptionEncodeToBuffer, 1);
            error = error != 0 ? error : Spng.SetHeader(context, header);
            error = error != 0 ? error : Spng.EncodeImage(context, pixels, (nuint)image.Pixels.Length, Spng.FormatPng, Spng.EncodeFinalize);
            if (error == 0)
            {
                file = Spng.GetFile(context, out length, out error);
            }
            if (error != 0 || file is null)
            {
                throw new InvalidOperationException($"libspng could not write an image of {image.Width}×{image.Height}: {Spng.Describe(error)}.");
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
