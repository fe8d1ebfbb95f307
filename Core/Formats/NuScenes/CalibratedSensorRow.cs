using System.Text.Json.Serialization;

using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A row of <c>calibrated_sensor.json</c>: where a sensor is mounted on a car.</summary>
public sealed record CalibratedSensorRow
{
    /// <summary>Key of the row.</summary>
    public required Token Token { get; init; }

    /// <summary>Which sensor.</summary>
    public required Token SensorToken { get; init; }

    /// <summary>Its place in the ego frame, metres.</summary>
    public required Vector3D Translation { get; init; }

    /// <summary>Sensor frame to ego frame.</summary>
    public required Rotation Rotation { get; init; }

    /// <summary>K of a camera; null ([] in the file) for a LiDAR or radar.</summary>
    [JsonConverter(typeof(NumbersConverter.Intrinsic))]
    public required Matrix3? CameraIntrinsic { get; init; }
}
