using VoxPilot.Api.Contracts;

namespace VoxPilot.Api.Requests;

/// <summary>A request that brings frames, as it was read: multipart or JSON, the same from here on.</summary>
/// <typeparam name="T">What its JSON holds.</typeparam>
/// <param name="Request">The JSON.</param>
/// <param name="Images">Encoded images by camera, in the order they came.</param>
/// <param name="Fingerprint">SHA-256 over all that was given; tells whether two requests are the same.</param>
internal sealed record SceneInput<T>(T Request, OrderedDictionary<string, ReadOnlyMemory<byte>> Images, string Fingerprint)
    where T : CreateSceneRequest;
