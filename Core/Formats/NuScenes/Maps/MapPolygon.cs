namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>A row of <c>polygon</c> in a map: a polygon.</summary>
public sealed record MapPolygon
{
    /// <summary>Key of the row.</summary>
    public required string Token { get; init; }

    /// <summary>Its outline.</summary>
    public required IReadOnlyList<string> ExteriorNodeTokens { get; init; }

    /// <summary>What is cut out.</summary>
    public required IReadOnlyList<MapHole> Holes { get; init; }
}
