namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>Lanes and lane connectors before and after a lane (<c>connectivity</c>).</summary>
public sealed record MapLaneLinks
{
    /// <summary>Those that end where it begins.</summary>
    public required IReadOnlyList<string> Incoming { get; init; }

    /// <summary>Those that begin where it ends.</summary>
    public required IReadOnlyList<string> Outgoing { get; init; }
}
