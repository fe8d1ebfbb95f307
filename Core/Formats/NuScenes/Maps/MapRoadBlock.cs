namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>A row of <c>road_block</c> in a map: neighbouring lanes of one direction.</summary>
public sealed record MapRoadBlock
{
    /// <summary>Key of the row.</summary>
    public required string Token { get; init; }

    /// <summary>What it covers.</summary>
    public required string PolygonToken { get; init; }

    /// <summary>Where it begins.</summary>
    public required string FromEdgeLineToken { get; init; }

    /// <summary>Where it ends.</summary>
    public required string ToEdgeLineToken { get; init; }

    /// <summary>The road segment around it.</summary>
    public required string RoadSegmentToken { get; init; }
}
