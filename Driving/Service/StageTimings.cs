namespace VoxPilot.Driving;

/// <summary>How long each stage took, milliseconds; null where a stage was not part of the work.</summary>
public sealed record StageTimings
{
    /// <summary>Images decoded, resized and normalised, all cameras.</summary>
    public double? Decode { get; init; }

    /// <summary>The ground seen from above, and the car's motion over it since the frame before.</summary>
    public double? Odometry { get; init; }

    /// <summary>Backbone and neck over the new images.</summary>
    public double? Backbone { get; init; }

    /// <summary>Sparse occupancy encoder.</summary>
    public double? Encoder { get; init; }

    /// <summary>Occupancy and global tokens.</summary>
    public double? Connector { get; init; }

    /// <summary>Language model over the prompt, from the question to the first token; for a scene, over its prefix.</summary>
    public double? Prefill { get; init; }

    /// <summary>Mean time from one token of an answer to the next.</summary>
    public double? Token { get; init; }

    /// <summary>Points to voxels, all horizons asked for.</summary>
    public double? Voxels { get; init; }

    /// <summary>Images to 3D Gaussians, where they are asked for.</summary>
    public double? Gaussians { get; init; }

    /// <summary>Gaussians rendered for a camera.</summary>
    public double? Splatting { get; init; }

    /// <summary>Occupancy forecaster.</summary>
    public double? Forecast { get; init; }

    /// <summary>Anchor scorer and all denoising steps.</summary>
    public double? Denoise { get; init; }

    /// <summary>Safety envelope and selection.</summary>
    public double? Checks { get; init; }

    /// <summary>From the call to its result, waiting included.</summary>
    public double? Total { get; init; }
}
