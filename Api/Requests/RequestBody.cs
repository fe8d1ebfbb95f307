using System.Net.Mime;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;
using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Requests;

/// <summary>Reads request bodies within their limits.</summary>
internal static class RequestBody
{
    /// <summary>Reads a JSON body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="type">What it should hold.</param>
    /// <param name="limit">Bytes at most.</param>
    /// <param name="whenEmpty">Taken for an empty body; null where a body is needed.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ProblemException">The body cannot be read.</exception>
    public static async Task<T> ReadJsonAsync<T>(
        HttpRequest request, JsonTypeInfo<T> type, int limit, T? whenEmpty, CancellationToken cancellation) where T : class
    {
        if (whenEmpty is not null && request.ContentLength is null or 0 && request.ContentType is null)
        {
            byte[] rest = await ReadAsync(request.Body, limit, "The body", cancellation);
            return rest.Length == 0 ? whenEmpty : JsonReading.Read(rest, type, "the body");
        }
        if (!IsJson(request))
        {
            throw new ProblemException(ProblemTypes.UnsupportedMediaType, $"Send {MediaTypeNames.Application.Json}; {Named(request.ContentType)} is not taken here.");
        }
        byte[] body = await ReadAsync(request.Body, limit, "The body", cancellation);
        return body.Length == 0 && whenEmpty is not null ? whenEmpty : JsonReading.Read(body, type, "the body");
    }

    /// <summary>True for application/json, whatever its parameters.</summary>
    public static bool IsJson(HttpRequest request) => IsMediaType(request.ContentType, MediaTypeNames.Application.Json);

    /// <summary>True if the header names that media type, whatever its parameters.</summary>
    public static bool IsMediaType(string? contentType, string mediaType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? parsed) && parsed.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>How a content type is called in messages.</summary>
    public static string Named(string? contentType) => string.IsNullOrWhiteSpace(contentType) ? "a body without Content-Type" : $"'{contentType}'";

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="ProblemException">It is longer than the limit.</exception>
    public static async Task<byte[]> ReadAsync(Stream stream, int limit, string what, CancellationToken cancellation)
    {
        byte[] buffer = new byte[Math.Min(limit, 64 * 1024)];
        int length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length == limit)
                {
                    return await stream.ReadAsync(new byte[1], cancellation) == 0
                        ? buffer
                        : throw new ProblemException(ProblemTypes.BodyTooLarge, $"{what} is longer than {limit} bytes; send less.");
                }
                Array.Resize(ref buffer, (int)Math.Min(limit, 2L * buffer.Length));
            }
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0)
            {
                return buffer[..length];
            }
            length += read;
        }
    }
}
