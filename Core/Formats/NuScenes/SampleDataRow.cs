namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A row of <c>sample_data.json</c>: a file that a sensor recorded.</summary>
public sealed record SampleDataRow
{
    /// <summary>Key of the row.</summary>
    public required Token Token { get; init; }

    /// <summary>The key frame that it belongs to or is nearest to.</summary>
    public required Token SampleToken { get; init; }

    /// <summary>Where the car was at its time.</summary>
    public required Token EgoPoseToken { get; init; }

    /// <summary>Which sensor, where mounted.</summary>
    public required Token CalibratedSensorToken { get; init; }

    /// <summary>Microseconds since the Unix epoch.</summary>
    public required long Timestamp { get; init; }

    /// <summary>jpg, png or pcd.</summary>
    public required string Fileformat { get; init; }

    /// <summary>True if it is part of the key frame.</summary>
    public required bool IsKeyFrame { get; init; }

    /// <summary>Pixels; 0 for a point cloud.</summary>
    public required int Height { get; init; }

    /// <summary>Pixels; 0 for a point cloud.</summary>
    public required int Width { get; init; }

    /// <summary>Relative to the data set's folder: samples/… or sweeps/….</summary>
    public required string Filename { get; init; }

    /// <summary>The same sensor's file before.</summary>
    public required Token Prev { get; init; }

    /// <summary>The same sensor's file after.</summary>
    public required Token Next { get; init; }
}
