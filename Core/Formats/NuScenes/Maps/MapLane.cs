namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>A row of <c>lane</c> in a map: a lane of a road.</summary>
public sealed record MapLane
{
    /// <summary>Key of the row.</summary>
    public required string Token { get; init; }

    /// <summary>What it covers.</summary>
    public required string PolygonToken { get; init; }

    /// <summary>CAR.</summary>
    public required string LaneType { get; init; }

    /// <summary>Where it begins.</summary>
    public required string FromEdgeLineToken { get; init; }

    /// <summary>Where it ends.</summary>
    public required string ToEdgeLineToken { get; init; }

    /// <summary>Paint on its left.</summary>
    public required IReadOnlyList<MapDividerSegment> LeftLaneDividerSegments { get; init; }

    /// <summary>Paint on its right.</summary>
    public required IReadOnlyList<MapDividerSegment> RightLaneDividerSegments { get; init; }
}
