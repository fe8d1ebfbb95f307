namespace VoxPilot.Core.Metrics;

/// <summary>What a ray meets first in the prediction and in the truth.</summary>
/// <param name="Prediction">Label of the first occupied voxel of the prediction; 17 where it meets none.</param>
/// <param name="Truth">Label of the first occupied voxel of the truth; 17 where it meets none.</param>
/// <param name="PredictionDistance">From the origin to where the ray leaves that voxel, or the grid where it meets none; metres.</param>
/// <param name="TruthDistance">The same of the truth; metres.</param>
public readonly record struct RayHit(byte Prediction, byte Truth, float PredictionDistance, float TruthDistance);
