using VoxPilot.Core.Datasets;

namespace VoxPilot.Jobs.Training;

/// <summary>A key frame of the validation data.</summary>
/// <param name="Index">Its place in the data.</param>
/// <param name="Keyframe">The key frame.</param>
internal sealed record AskedFrame(int Index, Keyframe Keyframe);
