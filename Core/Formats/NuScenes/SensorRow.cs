namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A row of <c>sensor.json</c>: a sensor of the car.</summary>
public sealed record SensorRow
{
    /// <summary>Key of the row.</summary>
    public required Token Token { get; init; }

    /// <summary>Its name (CAM_FRONT, LIDAR_TOP …).</summary>
    public required string Channel { get; init; }

    /// <summary>camera, lidar or radar.</summary>
    public required string Modality { get; init; }
}
