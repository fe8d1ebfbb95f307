using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Datasets;

/// <summary>How a nuScenes folder is opened.</summary>
public sealed record NuScenesOptions
{
    /// <summary>The defaults.</summary>
    public static NuScenesOptions Default { get; } = new();

    /// <summary>Which of the folder's v1.0-… tables; null: v1.0-trainval where it is there, else the only one, else v1.0-mini, else v1.0-test.</summary>
    public string? Version { get; init; }

    /// <summary>Where indices are kept; null: <see cref="NuScenesDataset.DefaultCacheFolder"/>.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>How large images may be.</summary>
    public ImageLimits Limits { get; init; } = ImageLimits.Default;
}
