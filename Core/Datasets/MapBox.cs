using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Datasets;

/// <summary>An annotated box as nuScenes' tables have it: in the map frame, with its whole rotation. nuScenes' evaluations are defined on these numbers.</summary>
/// <param name="Token">The annotation's token.</param>
/// <param name="Category">nuScenes' category name (vehicle.car …).</param>
/// <param name="Pose">Box frame (x along the length) to map frame.</param>
/// <param name="Size">Width, length, height (nuScenes' order), metres.</param>
/// <param name="Velocity">m/s in the map's axes; NaN where unknown.</param>
/// <param name="Attribute">nuScenes' attribute name (vehicle.moving …), or null.</param>
/// <param name="LidarPoints">LiDAR points inside.</param>
/// <param name="RadarPoints">Radar points inside.</param>
public readonly record struct MapBox(
    Token Token, string Category, Pose Pose, Vector3D Size, Vector3D Velocity, string? Attribute, int LidarPoints, int RadarPoints)
{
    /// <summary>True if the point of the map frame lies inside or on the surface.</summary>
    public bool Contains(Vector3D point)
    {
        Vector3D own = Pose.Rotation.ToMatrix().Transposed * (point - Pose.Translation);
        return Math.Abs(own.X) <= Size.Y / 2 && Math.Abs(own.Y) <= Size.X / 2 && Math.Abs(own.Z) <= Size.Z / 2;
    }
}
