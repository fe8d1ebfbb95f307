using VoxPilot.Core;
using VoxPilot.Core.Formats;

namespace VoxPilot.World.Truth;

/// <summary>All that the world knows and the sensors see at one key frame.</summary>
public sealed record KeyframeTruth
{
    /// <summary>Index in the recording's moments.</summary>
    public required int Moment { get; init; }

    /// <summary>The cameras.</summary>
    public required Rig Rig { get; init; }

    /// <summary>What each camera sees, in the rig's order.</summary>
    public required IReadOnlyList<CameraView> Views { get; init; }

    /// <summary>One turn of the LiDAR, LiDAR frame.</summary>
    public required LidarSweep Lidar { get; init; }

    /// <summary>Label of each LiDAR point (0…16).</summary>
    public required byte[] LidarClasses { get; init; }

    /// <summary>Agent of each LiDAR point; −1 for the town.</summary>
    public required int[] LidarAgents { get; init; }

    /// <summary>Occ3D's labels, in <see cref="GridSpec.Index"/> order, ego frame.</summary>
    public required byte[] Semantics { get; init; }

    /// <summary>1 where the LiDAR observed the voxel.</summary>
    public required byte[] MaskLidar { get; init; }

    /// <summary>1 where a camera observed the voxel.</summary>
    public required byte[] MaskCamera { get; init; }

    /// <summary>Agents within annotation range (their box has a LiDAR point or a pixel, and its middle lies within 80 m), by rising agent.</summary>
    public required IReadOnlyList<BoxTruth> Boxes { get; init; }
}
