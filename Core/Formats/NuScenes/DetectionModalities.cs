namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>What a detector was given: <c>meta</c> of nuScenes' result file.</summary>
public sealed record DetectionModalities
{
    /// <summary>Images.</summary>
    public required bool UseCamera { get; init; }

    /// <summary>LiDAR sweeps.</summary>
    public bool UseLidar { get; init; }

    /// <summary>Radar.</summary>
    public bool UseRadar { get; init; }

    /// <summary>The map.</summary>
    public bool UseMap { get; init; }

    /// <summary>Other data, for instance weights that were trained on them.</summary>
    public bool UseExternal { get; init; }
}
