namespace VoxPilot.Core.Imaging;

/// <summary>Recognises an image file by its first bytes and reads its size, without decoding it.</summary>
public static class ImageHeader
{
    /// <summary>Checks the file's length, kind, header and number of pixels.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="part">What the image is called in messages: the camera's name.</param>
    /// <param name="limits">How large it may be.</param>
    /// <exception cref="InvalidInputException">The file is empty, too large, of another kind, or its header is broken.</exception>
    public static EncodedImage Read(ReadOnlyMemory<byte> bytes, string part, ImageLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (bytes.IsEmpty)
        {
            throw new InvalidInputException(part, $"The image {part} is empty; send a JPEG or PNG file.");
        }
        if (bytes.Length > limits.MaxBytes)
        {
            throw new InvalidInputException(part, $"The image {part} has {bytes.Length} bytes; at most {limits.MaxBytes} are accepted.");
        }
        ReadOnlySpan<byte> file = bytes.Span;
        EncodedImage image;
        if (file.StartsWith(JpegHeader.Signature))
        {
            (int width, int height) = JpegHeader.ReadSize(file, part);
            image = new(bytes, ImageFormat.Jpeg, width, height);
        }
        else if (file.StartsWith(PngHeader.Signature))
        {
            (int width, int height) = PngHeader.ReadSize(file, part);
            image = new(bytes, ImageFormat.Png, width, height);
        }
        else
        {
            throw new InvalidInputException(part, $"The image {part} is {Describe(file)}; send a JPEG or PNG file.");
        }
        long pixels = (long)image.Width * image.Height;
        return pixels <= limits.MaxPixels
            ? image
            : throw new InvalidInputException(part, $"The image {part} has {image.Width}×{image.Height} pixels; at most {limits.MaxPixels} in all are accepted.");
    }

    private static string Describe(ReadOnlySpan<byte> file) => file switch
    {
        _ when file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..12].SequenceEqual("WEBP"u8) => "a WebP file, which is not supported yet",
        _ when file.StartsWith("GIF8"u8) => "a GIF file",
        _ when file.StartsWith("BM"u8) => "a BMP file",
        _ when file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8) => "a TIFF file",
        _ when file.Length >= 12 && file[4..8].SequenceEqual("ftyp"u8) => "an AVIF, HEIF or video file",
        _ => "not an image that is known here",
    };
}
