using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Requests;

/// <summary>Reads multipart/form-data: one part per camera, named by it, and a part <c>scene</c> of JSON.</summary>
internal static class MultipartScene
{
    /// <summary>Name of the JSON part.</summary>
    public const string ScenePart = "scene";

    /// <summary>Reads all parts.</summary>
    /// <exception cref="ProblemException">The body cannot be read.</exception>
    public static async Task<SceneInput<T>> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, LimitOptions limits, CancellationToken cancellation)
        where T : CreateSceneRequest
    {
        OrderedDictionary<string, ReadOnlyMemory<byte>> images = [];
        byte[]? scene = null;
        using IncrementalHash fingerprint = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach ((string name, MultipartSection section) in MultipartParts.ReadAsync(request, limits.Parts, "one per camera and the part 'scene'", cancellation))
        {
            bool isScene = name == ScenePart;
            if (isScene ? scene is not null : images.ContainsKey(name))
            {
                throw new ProblemException(ProblemTypes.DuplicatePart, name, $"The part '{name}' was sent twice; send it once.");
            }
            if (!isScene)
            {
                ImageTypes.Check(section.ContentType, name, name);
            }
            byte[] bytes = await MultipartParts.BytesAsync(section, name, isScene ? limits.JsonBytes : limits.ImageBytes, cancellation);
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
}
