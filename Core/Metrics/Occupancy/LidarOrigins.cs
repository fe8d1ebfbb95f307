using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics;

/// <summary>
/// Where RayIoU's rays start, <c>loaders/ego_pose_dataset.py</c> of MCG-NJU/SparseOcc: the LiDAR's places at all key frames of the scene, in the
/// ego frame of the one that is measured, so that what other key frames saw of its surroundings counts too.
/// </summary>
public static class LidarOrigins
{
    /// <summary>Most places that are used.</summary>
    public const int Maximum = 8;

    private const double Reach = 39; // metres along x and y

    /// <summary>The places within 39 m along x and y, or eight of them spread evenly over their sequence.</summary>
    /// <param name="scene">All key frames of the scene, in their order.</param>
    /// <param name="reference">The key frame that is measured.</param>
    /// <returns>1 to 8 points in the ego frame of the key frame, metres.</returns>
    public static Vector3D[] Of(IReadOnlyList<LidarPose> scene, int reference)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentOutOfRangeException.ThrowIfNegative(reference);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(reference, scene.Count);
        Pose globalToLidar = scene[reference].LidarToGlobal.Inverse, lidarToEgo = scene[reference].LidarToEgo;
        List<Vector3D> within = [];
        for (int k = 0; k < scene.Count; k++)
        {
            Vector3D place = k == reference ? Vector3D.Zero : globalToLidar.Transform(scene[k].LidarToGlobal.Translation);
            // upstream keeps the place in the LiDAR's frame in single precision
            Vector3D origin = lidarToEgo.Transform(new((float)place.X, (float)place.Y, (float)place.Z));
            if (Math.Abs(origin.X) < Reach && Math.Abs(origin.Y) < Reach)
            {
                within.Add(origin);
            }
        }
        return within.Count <= Maximum
            ? [.. within]
            : [.. Enumerable.Range(0, Maximum).Select(i => within[(int)Math.Round(i * ((within.Count - 1) / (Maximum - 1.0)))])];
    }
}
