namespace VoxPilot.Driving;

/// <summary>Semantic occupancy of a scene.</summary>
public sealed record SceneOccupancy
{
    /// <summary>One frame per horizon, in the order asked for.</summary>
    public required IReadOnlyList<OccupancyFrame> Frames { get; init; }

    /// <summary>Seed of the scene.</summary>
    public ulong Seed { get; init; }

    /// <summary>The pack that answered.</summary>
    public required PackInfo Pack { get; init; }

    /// <summary>Time by stage.</summary>
    public required StageTimings Timings { get; init; }
}
