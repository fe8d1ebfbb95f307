using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Datasets.NuScenes;

/// <summary>A box in the index, map frame.</summary>
/// <param name="Token">Its token.</param>
/// <param name="Instance">The thing's token.</param>
/// <param name="Pose">Box frame to map frame.</param>
/// <param name="Size">Width, length, height.</param>
/// <param name="Velocity">m/s in the map's axes; NaN where unknown.</param>
/// <param name="Category">Index in <see cref="NuScenesIndex.Categories"/>.</param>
/// <param name="Attribute">Index in <see cref="NuScenesIndex.Attributes"/>; −1 for none.</param>
/// <param name="Visibility">1 to 4; 0 where unknown.</param>
/// <param name="LidarPoints">LiDAR points inside.</param>
/// <param name="RadarPoints">Radar points inside.</param>
internal readonly record struct IndexAnnotation(
    Token Token, Token Instance, Pose Pose, Vector3D Size, Vector3D Velocity, short Category, short Attribute, int Visibility, int LidarPoints, int RadarPoints);
