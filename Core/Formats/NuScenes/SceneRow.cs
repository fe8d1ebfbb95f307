namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A row of <c>scene.json</c>: some 20 s of a drive.</summary>
public sealed record SceneRow
{
    /// <summary>Key of the row.</summary>
    public required Token Token { get; init; }

    /// <summary>Its drive.</summary>
    public required Token LogToken { get; init; }

    /// <summary>Number of key frames.</summary>
    public required int NbrSamples { get; init; }

    /// <summary>Its first key frame.</summary>
    public required Token FirstSampleToken { get; init; }

    /// <summary>Its last key frame.</summary>
    public required Token LastSampleToken { get; init; }

    /// <summary>Its name (scene-0103).</summary>
    public required string Name { get; init; }

    /// <summary>What happens.</summary>
    public required string Description { get; init; }
}
