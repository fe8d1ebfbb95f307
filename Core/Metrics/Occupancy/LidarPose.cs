using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics;

/// <summary>Where the LiDAR was at a key frame.</summary>
/// <param name="EgoToGlobal">nuScenes' <c>ego2global</c> of the key frame's LiDAR.</param>
/// <param name="LidarToEgo">nuScenes' <c>lidar2ego</c>.</param>
public readonly record struct LidarPose(Pose EgoToGlobal, Pose LidarToEgo)
{
    /// <summary>From the LiDAR's frame to the global one.</summary>
    internal Pose LidarToGlobal => EgoToGlobal * LidarToEgo;
}
