using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Requests;

/// <summary>Content types of image parts. The bytes decide what an image is; the type only says early what is not taken.</summary>
internal static class ImageTypes
{
    /// <summary>Refuses parts that say they are something else than JPEG or PNG.</summary>
    /// <exception cref="ProblemException">The type is not taken.</exception>
    public static void Check(string? contentType, string camera, string field)
    {
        string type = contentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        if (type == "image/webp")
        {
            throw WebP(camera, field);
        }
        if (type is not ("" or "image/jpeg" or "image/jpg" or "image/png" or "application/octet-stream"))
        {
            throw new ProblemException(
                ProblemTypes.UnsupportedMediaType, field, $"The part '{camera}' is {type}; send image/jpeg or image/png.");
        }
    }

    /// <summary>Refuses WebP by its bytes, whatever the part says.</summary>
    /// <exception cref="ProblemException">It is WebP.</exception>
    public static void RefuseWebP(ReadOnlySpan<byte> image, string camera, string field)
    {
        if (image.Length >= 12 && image.StartsWith("RIFF"u8) && image[8..12].SequenceEqual("WEBP"u8))
        {
            throw WebP(camera, field);
        }
    }

    private static ProblemException WebP(string camera, string field) =>
        new(ProblemTypes.NotSupportedYet, field, $"The image of '{camera}' is WebP, which is not supported yet; send image/jpeg or image/png.");
}
