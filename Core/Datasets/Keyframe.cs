using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Datasets;

/// <summary>
/// One annotated instant of a data set, everything in its own ego frame (the pose of the car at the LiDAR's time). Nothing is decoded
/// yet; what a data set does not have is null.
/// </summary>
public sealed record Keyframe
{
    /// <summary>The sample's token.</summary>
    public required string Token { get; init; }

    /// <summary>Name of the scene (nuScenes: scene-0103).</summary>
    public required string Scene { get; init; }

    /// <summary>Position in its scene, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>
    /// Rig, encoded images, time, ego state (with <see cref="EgoState.EgoToWorld"/>), command, location. Camera poses contain the ego
    /// motion between the camera's time and the LiDAR's.
    /// </summary>
    public required Frame Frame { get; init; }

    /// <summary>The LiDAR sweep, in the LiDAR's own frame.</summary>
    public LidarSweep? Lidar { get; init; }

    /// <summary>LiDAR frame to ego frame.</summary>
    public Pose LidarToEgo { get; init; } = Pose.Identity;

    /// <summary>Annotated boxes in the ego frame.</summary>
    public IReadOnlyList<AnnotatedBox> Boxes { get; init; } = [];

    /// <summary>Occupancy labels with masks.</summary>
    public Occ3DLabels? Occupancy { get; init; }

    /// <summary>Where the car goes: 6 steps of 0.5 s, with headings; only the first <see cref="FutureSteps"/> are recorded, the rest repeat the last.</summary>
    public Trajectory? Future { get; init; }

    /// <summary>How many steps of <see cref="Future"/> are recorded, 0 to 6.</summary>
    public int FutureSteps { get; init; }

    /// <summary>BEVFormer's 18 numbers of the CAN bus: position 3, quaternion 4, acceleration 3, angular rate 3, velocity 3, yaw in radians, yaw in degrees.</summary>
    public double[]? CanBus { get; init; }

    /// <summary>
    /// True for a key frame of the mirrored world (<see cref="Augmentation.MirrorAugmentation"/>): the encoded images are still as the
    /// cameras took them and are to be flipped left to right when decoded.
    /// </summary>
    public bool Mirrored { get; init; }

    /// <summary>Questions and answers.</summary>
    public OmniDriveAnnotations? Questions { get; init; }
}
