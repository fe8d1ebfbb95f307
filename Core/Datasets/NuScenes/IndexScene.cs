using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Datasets.NuScenes;

/// <summary>A scene in the index: its samples are neighbours, by rising time.</summary>
internal readonly record struct IndexScene(Token Token, int First, int Count);
