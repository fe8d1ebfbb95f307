namespace VoxPilot.Core;

/// <summary>One instant of a drive: the encoded images of a rig, the time and what the car knows of itself.</summary>
public sealed record Frame
{
    /// <summary>The cameras; <see cref="Images"/> has one entry for each, in this order.</summary>
    public required Rig Rig { get; init; }

    /// <summary>Encoded images in the rig's order.</summary>
    public required IReadOnlyList<EncodedImage> Images { get; init; }

    /// <summary>Seconds since the Unix epoch.</summary>
    public double Timestamp { get; init; }

    /// <summary>The car's own state; null when the client did not give it.</summary>
    public EgoState? Ego { get; init; }

    /// <summary>The route's command; null when the client did not give it.</summary>
    public Command? Command { get; init; }

    /// <summary>Name of the drive that this frame belongs to; frames of one sequence follow each other in time.</summary>
    public string? Sequence { get; init; }

    /// <summary>Where the car drives (nuScenes: singapore-onenorth); goes into the prompt.</summary>
    public string? Location { get; init; }
}
