namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>A row of <c>road_segment</c> in a map: a piece of road, or an intersection.</summary>
public sealed record MapRoadSegment
{
    /// <summary>Key of the row.</summary>
    public required string Token { get; init; }

    /// <summary>What it covers.</summary>
    public required string PolygonToken { get; init; }

    /// <summary>True for an intersection.</summary>
    public required bool IsIntersection { get; init; }

    /// <summary>The drivable area around it.</summary>
    public required string DrivableAreaToken { get; init; }
}
