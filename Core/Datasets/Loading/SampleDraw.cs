namespace VoxPilot.Core.Datasets.Loading;

/// <summary>One sample in the order of an epoch.</summary>
/// <param name="Index">Which key frame of the data set.</param>
/// <param name="Repeat">How often it came before in the same epoch, where it is oversampled; each time is augmented in its own way.</param>
public readonly record struct SampleDraw(int Index, int Repeat);
