namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A row of <c>sample.json</c>: a key frame.</summary>
public sealed record SampleRow
{
    /// <summary>Key of the row.</summary>
    public required Token Token { get; init; }

    /// <summary>Microseconds since the Unix epoch: the LiDAR's time.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The key frame before it in the scene.</summary>
    public required Token Prev { get; init; }

    /// <summary>The key frame after it in the scene.</summary>
    public required Token Next { get; init; }

    /// <summary>Its scene.</summary>
    public required Token SceneToken { get; init; }
}
