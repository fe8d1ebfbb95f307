using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Datasets.NuScenes;

/// <summary>A box in the index, map frame.</summary>
/// <param name="Token">Its token.</param>
/// <param name="Instance">The thing's token.</param>
/// <param name="Pose">Box frame to map frame.</param>
/// <param name="Size">Width, length, height.</param>
/// <param name="VelocityX">m/s along the map's x; NaN where unknown.</param>
/// <param name="VelocityY">m/s along the map's y.</param>
/// <param name="VelocityZ">m/s along the map's z.</param>
/// <param name="Category">Index in <see cref="NuScenesIndex.Categories"/>.</param>
/// <param name="Attribute">Index in <see cref="NuScenesIndex.Attributes"/>; −1 for none.</param>
/// <param name="Visibility">1 to 4; 0 where unknown.</param>
/// <param name="LidarPoints">LiDAR points inside.</param>
internal readonly record struct IndexAnnotation(
    Token Token, Token Instance, Pose Pose, Vector3D Size, float VelocityX, float VelocityY, float VelocityZ, short Category, short Attribute, int Visibility, int LidarPoints);
