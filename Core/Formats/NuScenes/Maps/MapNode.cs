namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>A row of <c>node</c> in a map: a point.</summary>
public sealed record MapNode
{
    /// <summary>Key of the row.</summary>
    public required string Token { get; init; }

    /// <summary>Metres.</summary>
    public required double X { get; init; }

    /// <summary>Metres.</summary>
    public required double Y { get; init; }
}
