using System.Text.Json.Serialization;

namespace VoxPilot.Api.Contracts;

/// <summary>One instant of a drive: how the cameras are mounted, and what the car knows of itself. Ego frame: x forward, y left, z up; metres, seconds, radians.</summary>
internal record CreateSceneRequest
{
    /// <summary>The cameras and how they are mounted.</summary>
    public RigBody? Rig { get; init; }

    /// <summary>Seconds since the Unix epoch; frames of one sequence are given in its order.</summary>
    /// <example>1532402927.61</example>
    public double Timestamp { get; init; }

    /// <summary>What the car knows of itself; optional.</summary>
    public EgoBody? Ego { get; init; }

    /// <summary>What the route asks for at the next junction: <c>left</c>, <c>right</c> or <c>straight</c>; optional.</summary>
    /// <example>straight</example>
    public string? Command { get; init; }

    /// <summary>Name of the drive that this frame belongs to; optional.</summary>
    public string? Sequence { get; init; }

    /// <summary>Where the car drives, as nuScenes writes it; goes into the prompt. Optional.</summary>
    /// <example>singapore-onenorth</example>
    public string? Location { get; init; }

    /// <summary>Seed of everything drawn by chance that has no seed of its own.</summary>
    public ulong Seed { get; init; }

    /// <summary>Only in application/json: data URLs (image/jpeg or image/png, base64) by camera name. Addresses are refused, never fetched.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Images { get; init; }
}
