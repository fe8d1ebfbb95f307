using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Datasets;

/// <summary>An annotated box.</summary>
/// <param name="Token">The annotation's token.</param>
/// <param name="Instance">Token of the thing, the same in all frames that show it.</param>
/// <param name="Category">nuScenes' category name (vehicle.car …).</param>
/// <param name="Box">Where it is, ego frame; size is length, width, height.</param>
/// <param name="Velocity">m/s in the ego frame's axes, over ground; NaN where unknown (nuScenes' rule: neighbours more than 1.5 s apart).</param>
/// <param name="Visibility">nuScenes' level, 1 to 4; 0 where unknown.</param>
/// <param name="Attribute">nuScenes' attribute name (vehicle.moving …), or null.</param>
/// <param name="LidarPoints">LiDAR points inside.</param>
public sealed record AnnotatedBox(
    string Token, string Instance, string Category, OrientedBox Box, (double X, double Y) Velocity, int Visibility, string? Attribute, int LidarPoints);
