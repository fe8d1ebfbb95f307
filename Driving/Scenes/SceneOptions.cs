namespace VoxPilot.Driving;

/// <summary>How a frame is encoded.</summary>
public sealed record SceneOptions
{
    /// <summary>Seed of everything in this scene that is drawn by chance and has no seed of its own.</summary>
    public ulong Seed { get; init; }
}
