namespace VoxPilot.Perception;

/// <summary>A feature pyramid with as many levels as the backbone has outputs.</summary>
public sealed record NeckConfig
{
    /// <summary>Channels of every level.</summary>
    public required int Width { get; init; }
}
