using System.Text.Json.Serialization;

namespace VoxPilot.Api.Contracts;

/// <summary>A frame that has been encoded and can be asked.</summary>
internal sealed record SceneBody : ModelAnswer
{
    /// <summary>Use it in the scene's routes.</summary>
    public required string Id { get; init; }

    /// <summary>Its cameras, in the rig's order.</summary>
    public required IReadOnlyList<string> Cameras { get; init; }

    /// <summary>Number of occupancy queries that hold the scene.</summary>
    public required int Queries { get; init; }

    /// <summary>When it was encoded.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is dropped unless it is used before; every use moves it on.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The drive that it belongs to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Sequence { get; init; }

    /// <summary>Time of the frame, seconds since the Unix epoch.</summary>
    public required double Timestamp { get; init; }

    /// <summary>Past frames of the sequence that went into it.</summary>
    public required int HistoryFrames { get; init; }

    /// <summary>How the car moves, by its images alone; null without an earlier frame of the sequence. A plan goes by it where no ego state is given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required SeenMotionBody? SeenMotion { get; init; }
}
