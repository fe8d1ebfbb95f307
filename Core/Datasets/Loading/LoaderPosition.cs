namespace VoxPilot.Core.Datasets.Loading;

/// <summary>Where in the sequence of samples a training run stands; kept in checkpoints. A loader that starts here goes on as if never interrupted.</summary>
/// <param name="Epoch">Epoch, from 0.</param>
/// <param name="Index">How many draws of that epoch are done.</param>
public readonly record struct LoaderPosition(int Epoch, int Index);
