using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A message of <c>can_bus/scene-…_pose.json</c> (nuScenes: 50 Hz).</summary>
public sealed record CanBusPose
{
    /// <summary>Acceleration in the ego frame, m/s².</summary>
    public required Vector3D Accel { get; init; }

    /// <summary>Ego frame to map frame.</summary>
    public required Rotation Orientation { get; init; }

    /// <summary>Place in the map, metres.</summary>
    public required Vector3D Pos { get; init; }

    /// <summary>Angular rate in the ego frame, rad/s.</summary>
    public required Vector3D RotationRate { get; init; }

    /// <summary>Microseconds since the Unix epoch.</summary>
    public required long Utime { get; init; }

    /// <summary>Velocity in the ego frame, m/s.</summary>
    public required Vector3D Vel { get; init; }
}
