namespace VoxPilot.Driving;

/// <summary>The pack is still being loaded, or could not be.</summary>
public sealed class PackNotReadyException(LoadProgress progress) : Exception(
    progress.Failure is null
        ? $"The model is still loading ({progress.Stage}, {progress.Fraction:P0}); ask again in a moment."
        : $"The model could not be loaded: {progress.Failure}")
{
    /// <summary>How far loading is.</summary>
    public LoadProgress Progress { get; } = progress;
}
