namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>A row of <c>lane_connector</c> in a map: a path across an intersection.</summary>
public sealed record MapLaneConnector
{
    /// <summary>Key of the row.</summary>
    public required string Token { get; init; }

    /// <summary>What it covers; nuScenes has none for most.</summary>
    public required string PolygonToken { get; init; }
}
