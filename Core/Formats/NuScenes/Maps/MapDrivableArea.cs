namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>A row of <c>drivable_area</c> in a map: where cars can drive.</summary>
public sealed record MapDrivableArea
{
    /// <summary>Key of the row.</summary>
    public required string Token { get; init; }

    /// <summary>What it covers.</summary>
    public required IReadOnlyList<string> PolygonTokens { get; init; }
}
