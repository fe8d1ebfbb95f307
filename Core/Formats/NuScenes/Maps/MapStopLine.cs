namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>A row of <c>stop_line</c> in a map: where cars are to stop.</summary>
public sealed record MapStopLine
{
    /// <summary>Key of the row.</summary>
    public required string Token { get; init; }

    /// <summary>What it covers.</summary>
    public required string PolygonToken { get; init; }

    /// <summary>PED_CROSSING, STOP_SIGN, TRAFFIC_LIGHT, TURN_STOP or YIELD.</summary>
    public required string StopLineType { get; init; }

    /// <summary>Crossings behind it.</summary>
    public required IReadOnlyList<string> PedCrossingTokens { get; init; }

    /// <summary>Lights that rule it.</summary>
    public required IReadOnlyList<string> TrafficLightTokens { get; init; }

    /// <summary>The road block that it ends.</summary>
    public required string RoadBlockToken { get; init; }
}
