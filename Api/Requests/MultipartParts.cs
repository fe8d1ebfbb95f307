using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Requests;

/// <summary>The parts of a multipart/form-data body, one after the other as they come.</summary>
internal static class MultipartParts
{
    private const int MaximumBoundary = 200;

    /// <summary>Reads the parts; each has to be read before the next.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">Parts at most.</param>
    /// <param name="expected">What should be sent, in words.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ProblemException">The body cannot be read.</exception>
    public static async IAsyncEnumerable<(string Name, MultipartSection Section)> ReadAsync(
        HttpRequest request, int most, string expected, [EnumeratorCancellation] CancellationToken cancellation)
    {
        MultipartReader reader = new(Boundary(request), request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 * 1024 };
        int parts = 0;
        while (await WholeAsync(() => reader.ReadNextSectionAsync(cancellation)) is { } section)
        {
            if (++parts > most)
            {
                throw new ProblemException(ProblemTypes.BodyTooLarge, $"More than {most} parts were sent; send {expected}.");
            }
            string? name = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? disposition)
                ? HeaderUtilities.RemoveQuotes(disposition.Name).ToString()
                : null;
            yield return string.IsNullOrEmpty(name)
                ? throw new ProblemException(ProblemTypes.MalformedMultipart, $"Part {parts} has no name; send {expected}.")
                : (name, section);
        }
    }

    /// <summary>The bytes of a part.</summary>
    /// <exception cref="ProblemException">It ends too early, or is longer than the limit.</exception>
    public static Task<byte[]> BytesAsync(MultipartSection section, string name, int limit, CancellationToken cancellation) =>
        WholeAsync(() => RequestBody.ReadAsync(section.Body, limit, $"The part '{name}'", cancellation));

    /// <summary>Reads on; a body that ends or breaks there becomes a problem.</summary>
    /// <exception cref="ProblemException">It does.</exception>
    public static async Task<T> WholeAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception fault) when (fault is InvalidDataException || (fault is IOException and not BadHttpRequestException))
        {
            throw new ProblemException(
                ProblemTypes.MalformedMultipart, $"The multipart body ends or breaks where a part should be ({fault.Message.TrimEnd('.')}); send it whole, with its closing boundary.");
        }
    }

    private static string Boundary(HttpRequest request)
    {
        string boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).ToString();
        return boundary.Length is > 0 and <= MaximumBoundary
            ? boundary
            : throw new ProblemException(ProblemTypes.MalformedMultipart, "The Content-Type names no boundary; let the client library write that header.");
    }
}
