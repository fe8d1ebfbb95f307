using System.Net.Mime;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Requests;

/// <summary>Reads requests that bring frames, in both of their forms.</summary>
internal sealed class SceneRequestReader(IOptions<LimitOptions> options)
{
    private readonly LimitOptions limits = options.Value;

    /// <summary>Reads multipart/form-data or application/json.</summary>
    /// <exception cref="ProblemException">The request cannot be read.</exception>
    public async Task<SceneInput<T>> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : CreateSceneRequest
    {
        if (RequestBody.IsMediaType(request.ContentType, MediaTypeNames.Multipart.FormData))
        {
            return await MultipartScene.ReadAsync(request, type, limits, cancellation);
        }
        if (!RequestBody.IsJson(request))
        {
            throw new ProblemException(
                ProblemTypes.UnsupportedMediaType,
                $"Send {MediaTypeNames.Multipart.FormData} with one part per camera, or {MediaTypeNames.Application.Json} with data URLs; {RequestBody.Named(request.ContentType)} is not taken here.");
        }
        int limit = (int)Math.Min(limits.RequestBytes, Array.MaxLength);
        byte[] body = await RequestBody.ReadAsync(request.Body, limit, "The body", cancellation);
        return FromJson(JsonReading.Read(body, type, "the body"), Convert.ToHexStringLower(SHA256.HashData(body)));
    }

    /// <summary>Takes JSON that came over the hub.</summary>
    /// <exception cref="ProblemException">It holds something else than it should.</exception>
    public SceneInput<T> Read<T>(JsonElement element, JsonTypeInfo<T> type) where T : CreateSceneRequest =>
        FromJson(JsonReading.Read(element, type, "the request"), fingerprint: "");

    private SceneInput<T> FromJson<T>(T request, string fingerprint) where T : CreateSceneRequest
    {
        OrderedDictionary<string, ReadOnlyMemory<byte>> images = [];
        foreach ((string camera, string url) in request.Images ?? new Dictionary<string, string>())
        {
            images.Add(camera, DataUrl.Read(url, camera, limits.ImageBytes));
        }
        return new(request, images, fingerprint);
    }
}
