namespace VoxPilot.World.Generation;

/// <summary>How far a data set is.</summary>
/// <param name="Scenes">Scenes that are whole.</param>
/// <param name="ScenesInAll">Scenes that there will be.</param>
/// <param name="Keyframes">Key frames that are written.</param>
/// <param name="KeyframesInAll">Key frames that there will be.</param>
public readonly record struct GenerationProgress(int Scenes, int ScenesInAll, int Keyframes, int KeyframesInAll);
