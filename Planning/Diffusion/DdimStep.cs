namespace VoxPilot.Planning;

/// <summary>What one step backwards gives.</summary>
/// <param name="Previous">The sample at the earlier step.</param>
/// <param name="Clean">The predicted x₀, clipped as the configuration asks.</param>
public sealed record DdimStep(float[] Previous, float[] Clean);
