using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A row of <c>ego_pose.json</c>: where the car is at a time, map frame.</summary>
public sealed record EgoPoseRow
{
    /// <summary>Key of the row.</summary>
    public required Token Token { get; init; }

    /// <summary>Microseconds since the Unix epoch.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Ego frame to map frame.</summary>
    public required Rotation Rotation { get; init; }

    /// <summary>Place of the ego frame's origin in the map, metres.</summary>
    public required Vector3D Translation { get; init; }
}
