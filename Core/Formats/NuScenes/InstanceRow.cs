namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A row of <c>instance.json</c>: a thing through all key frames of its scene that show it.</summary>
public sealed record InstanceRow
{
    /// <summary>Key of the row.</summary>
    public required Token Token { get; init; }

    /// <summary>What it is.</summary>
    public required Token CategoryToken { get; init; }

    /// <summary>Number of its annotations.</summary>
    public required int NbrAnnotations { get; init; }

    /// <summary>Its first annotation.</summary>
    public required Token FirstAnnotationToken { get; init; }

    /// <summary>Its last annotation.</summary>
    public required Token LastAnnotationToken { get; init; }
}
