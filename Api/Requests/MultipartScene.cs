using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Requests;

/// <summary>Reads multipart/form-data: one part per camera, named by it, and a part <c>scene</c> of JSON.</summary>
internal static class MultipartScene
{
    /// <summary>Name of the JSON part.</summary>
    public const string ScenePart = "scene";

    private const int MaximumBoundary = 200;

    /// <summary>Reads all parts.</summary>
    /// <exception cref="ProblemException">The body cannot be read.</exception>
    public static async Task<SceneInput<T>> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, LimitOptions limits, CancellationToken cancellation)
        where T : CreateSceneRequest
    {
        MultipartReader reader = new(Boundary(request), request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 * 1024 };
        OrderedDictionary<string, ReadOnlyMemory<byte>> images = [];
        byte[]? scene = null;
        using IncrementalHash fingerprint = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int parts = 0;
        while (await NextAsync(reader, cancellation) is { } section)
        {
            if (++parts > limits.Parts)
            {
                throw new ProblemException(ProblemTypes.BodyTooLarge, $"More than {limits.Parts} parts were sent; send one per camera and the part 'scene'.");
            }
            string name = Name(section, parts);
            bool isScene = name == ScenePart;
            if (isScene ? scene is not null : images.ContainsKey(name))
            {
                throw new ProblemException(ProblemTypes.DuplicatePart, name, $"The part '{name}' was sent twice; send it once.");
            }
            if (!isScene)
            {
                ImageTypes.Check(section.ContentType, name, name);
            }
            byte[] bytes = await BytesAsync(section, name, isScene ? limits.JsonBytes : limits.ImageBytes, cancellation);
            fingerprint.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}\0{bytes.Length}\0")));
            fingerprint.AppendData(bytes);
            if (isScene)
            {
                scene = bytes;
            }
            else
            {
                images.Add(name, bytes);
            }
        }
        if (scene is null)
        {
            throw new ProblemException(ProblemTypes.InvalidInput, ScenePart, "The part 'scene' is missing; send the rig as application/json under that name.");
        }
        T parsed = JsonReading.Read(scene, type, "the part 'scene'");
        if (parsed.Images is not null)
        {
            throw new ProblemException(ProblemTypes.InvalidInput, "scene.images", "In multipart/form-data images are parts of their own; leave 'images' out of the part 'scene'.");
        }
        return new(parsed, images, Convert.ToHexStringLower(fingerprint.GetHashAndReset()));
    }

    private static string Boundary(HttpRequest request)
    {
        string boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).ToString();
        return boundary.Length is > 0 and <= MaximumBoundary
            ? boundary
            : throw new ProblemException(ProblemTypes.MalformedMultipart, "The Content-Type names no boundary; let the client library write that header.");
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellation);
        }
        catch (Exception fault) when (fault is InvalidDataException || (fault is IOException and not BadHttpRequestException))
        {
            throw Malformed(fault);
        }
    }

    private static async Task<byte[]> BytesAsync(MultipartSection section, string name, int limit, CancellationToken cancellation)
    {
        try
        {
            return await RequestBody.ReadAsync(section.Body, limit, $"The part '{name}'", cancellation);
        }
        catch (Exception fault) when (fault is InvalidDataException || (fault is IOException and not BadHttpRequestException))
        {
            throw Malformed(fault);
        }
    }

    private static ProblemException Malformed(Exception fault) =>
        new(ProblemTypes.MalformedMultipart, $"The multipart body ends or breaks where a part should be ({fault.Message.TrimEnd('.')}); send it whole, with its closing boundary.");

    private static string Name(MultipartSection section, int number)
    {
        string? name = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? disposition)
            ? HeaderUtilities.RemoveQuotes(disposition.Name).ToString()
            : null;
        return string.IsNullOrEmpty(name)
            ? throw new ProblemException(ProblemTypes.MalformedMultipart, $"Part {number} has no name; name it by its camera, or 'scene'.")
            : name;
    }
}
