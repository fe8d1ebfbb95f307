using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Requests;

/// <summary>Images inside JSON: <c>data:image/jpeg;base64,…</c>. Other addresses are refused, never fetched.</summary>
internal static class DataUrl
{
    /// <summary>The bytes of an image.</summary>
    /// <exception cref="ProblemException">It is no data URL of an image that is taken.</exception>
    public static byte[] Read(string? url, string camera, int limit)
    {
        string field = $"images.{camera}";
        int comma = url?.IndexOf(',', StringComparison.Ordinal) ?? -1;
        if (url is null || !url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || comma < 0)
        {
            throw new ProblemException(
                ProblemTypes.InvalidImage, field, $"The image of '{camera}' must be a data URL (data:image/jpeg;base64,…); other addresses are never fetched.");
        }
        string[] head = url[5..comma].Split(';', StringSplitOptions.TrimEntries);
        ImageTypes.Check(head[0], camera, field);
        if (!head.Skip(1).Contains("base64", StringComparer.OrdinalIgnoreCase))
        {
            throw new ProblemException(ProblemTypes.InvalidImage, field, $"The data URL of '{camera}' must be in base64: data:image/jpeg;base64,….");
        }
        ReadOnlySpan<char> text = url.AsSpan(comma + 1);
        if (text.Length / 4L * 3 > limit + 3L)
        {
            throw new ProblemException(ProblemTypes.BodyTooLarge, field, $"The image of '{camera}' is longer than {limit} bytes; send a smaller one.");
        }
        byte[] bytes = new byte[text.Length / 4 * 3 + 3];
        return Convert.TryFromBase64Chars(text, bytes, out int length)
            ? bytes[..length]
            : throw new ProblemException(ProblemTypes.InvalidImage, field, $"The base64 of '{camera}' is broken; encode the whole file again.");
    }
}
