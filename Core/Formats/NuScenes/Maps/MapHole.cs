namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>What is cut out of a polygon.</summary>
public sealed record MapHole
{
    /// <summary>Its outline.</summary>
    public required IReadOnlyList<string> NodeTokens { get; init; }
}
