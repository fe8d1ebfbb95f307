namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>A row of <c>ped_crossing</c> in a map: a crossing for people.</summary>
public sealed record MapPedCrossing
{
    /// <summary>Key of the row.</summary>
    public required string Token { get; init; }

    /// <summary>What it covers.</summary>
    public required string PolygonToken { get; init; }

    /// <summary>The road segment around it.</summary>
    public required string RoadSegmentToken { get; init; }
}
