using VoxPilot.Api.Contracts;

namespace VoxPilot.Api.Samples;

/// <summary>A frame to try the API with.</summary>
/// <param name="Body">What clients see of it.</param>
/// <param name="Images">Its image files by camera.</param>
internal sealed record Sample(SampleBody Body, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Images);
