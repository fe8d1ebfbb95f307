using VoxPilot.Perception;

namespace VoxPilot.Driving;

/// <summary>A frame that has been encoded and can be asked. The record describes it; what the model keeps of it lies in the scene store until <see cref="ExpiresAt"/>.</summary>
public sealed record Scene
{
    /// <summary>Unguessable identifier.</summary>
    public required string Id { get; init; }

    /// <summary>Names of the cameras, in the rig's order.</summary>
    public required IReadOnlyList<string> Cameras { get; init; }

    /// <summary>Number of occupancy queries.</summary>
    public required int Queries { get; init; }

    /// <summary>When it was encoded.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is dropped unless it is used before; every use moves it on.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The drive that it belongs to; null if it stands alone.</summary>
    public string? Sequence { get; init; }

    /// <summary>Time of the frame, seconds since the Unix epoch.</summary>
    public double Timestamp { get; init; }

    /// <summary>Past frames of the sequence that were used; the first frame of a sequence has none and stands in for its own past.</summary>
    public int HistoryFrames { get; init; }

    /// <summary>How the car moves, by its images alone; null for the first frame of a sequence and for one that stands alone.</summary>
    public SeenMotion? SeenMotion { get; init; }

    /// <summary>Seed of the request.</summary>
    public ulong Seed { get; init; }

    /// <summary>The pack that encoded it.</summary>
    public required PackInfo Pack { get; init; }

    /// <summary>Time by stage.</summary>
    public required StageTimings Timings { get; init; }
}
