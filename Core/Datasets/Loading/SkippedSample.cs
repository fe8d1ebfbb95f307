namespace VoxPilot.Core.Datasets.Loading;

/// <summary>A sample that was left out.</summary>
/// <param name="Token">Its token.</param>
/// <param name="Epoch">In which epoch.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record SkippedSample(string Token, int Epoch, string Reason);
