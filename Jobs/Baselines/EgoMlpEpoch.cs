namespace VoxPilot.Jobs.Baselines;

/// <summary>One pass over the examples.</summary>
/// <param name="Epoch">Which one, from 1.</param>
/// <param name="Epochs">How many there are at most.</param>
/// <param name="Training">Mean distance to the true points on the examples trained on, metres.</param>
/// <param name="HeldBack">The same on the scenes held back, metres; that of training where none are.</param>
public readonly record struct EgoMlpEpoch(int Epoch, int Epochs, double Training, double HeldBack);
