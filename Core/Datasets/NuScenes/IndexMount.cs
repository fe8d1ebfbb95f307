using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Datasets.NuScenes;

/// <summary>A mounted sensor in the index.</summary>
/// <param name="Pose">Sensor frame to ego frame.</param>
/// <param name="Intrinsics">K of a camera.</param>
internal readonly record struct IndexMount(Pose Pose, Matrix3 Intrinsics);
