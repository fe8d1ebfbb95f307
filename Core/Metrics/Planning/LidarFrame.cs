using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// Adapter to the LiDAR frame in which UniAD, VAD and SparseDrive plan: x right, y forward, origin at the LiDAR. Boxes move to the new origin.
/// Trajectories only change axes: what is planned is the way of the ego frame's origin, and the small swing of the LiDAR in a turn is left out of
/// plan and truth alike, so that L2 is the same number in all frames.
/// </summary>
public static class LidarFrame
{
    /// <summary>How far nuScenes' LiDAR stands in front of the ego frame's origin, metres (OmniDrive's constant).</summary>
    public const double NuScenesForward = 0.985793;

    /// <summary>A displacement of the ego frame.</summary>
    public static (double Right, double Forward) Displacement((double X, double Y) ego) => (-ego.Y, ego.X);

    /// <summary>A box of the ego frame.</summary>
    /// <param name="box">The box.</param>
    /// <param name="lidarForward">How far the LiDAR stands in front of the ego frame's origin, metres.</param>
    public static OrientedBox Box(OrientedBox box, double lidarForward)
    {
        ArgumentNullException.ThrowIfNull(box);
        return box with { Center = new(-box.Center.Y, box.Center.X - lidarForward, box.Center.Z), Yaw = box.Yaw + Math.PI / 2 };
    }
}
