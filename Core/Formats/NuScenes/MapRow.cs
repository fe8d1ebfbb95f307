namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A row of <c>map.json</c>: a mask of what is drivable.</summary>
public sealed record MapRow
{
    /// <summary>semantic_prior.</summary>
    public required string Category { get; init; }

    /// <summary>Key of the row.</summary>
    public required Token Token { get; init; }

    /// <summary>The mask's PNG file, relative to the data set's folder.</summary>
    public required string Filename { get; init; }

    /// <summary>Logs recorded on this map.</summary>
    public required IReadOnlyList<Token> LogTokens { get; init; }
}
