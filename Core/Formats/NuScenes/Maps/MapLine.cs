namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>A row of <c>line</c> in a map: a polyline.</summary>
public sealed record MapLine
{
    /// <summary>Key of the row.</summary>
    public required string Token { get; init; }

    /// <summary>Its points.</summary>
    public required IReadOnlyList<string> NodeTokens { get; init; }
}
