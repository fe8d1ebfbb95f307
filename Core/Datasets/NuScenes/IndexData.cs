using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Datasets.NuScenes;

/// <summary>A file of a key frame in the index.</summary>
/// <param name="Timestamp">Microseconds.</param>
/// <param name="Mount">Which sensor, where mounted.</param>
/// <param name="Ego">Ego frame to map frame at its time.</param>
/// <param name="Width">Pixels; 0 for a point cloud.</param>
/// <param name="Height">Pixels; 0 for a point cloud.</param>
/// <param name="NameStart">Where its file name begins in <see cref="NuScenesIndex.FileNames"/>.</param>
/// <param name="NameLength">Bytes of its file name.</param>
internal readonly record struct IndexData(long Timestamp, int Mount, Pose Ego, int Width, int Height, int NameStart, int NameLength);
