namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>A row of <c>walkway</c> in a map: a pavement.</summary>
public sealed record MapWalkway
{
    /// <summary>Key of the row.</summary>
    public required string Token { get; init; }

    /// <summary>What it covers.</summary>
    public required string PolygonToken { get; init; }
}
