namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A row of <c>visibility.json</c>: how much of a thing the cameras see.</summary>
public sealed record VisibilityRow
{
    /// <summary>1 to 4.</summary>
    public required string Token { get; init; }

    /// <summary>v0-40, v40-60, v60-80 or v80-100: percent.</summary>
    public required string Level { get; init; }

    /// <summary>What it means.</summary>
    public required string Description { get; init; }
}
