using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Datasets.Checking;

/// <summary>A sensor's file that the tables name.</summary>
internal sealed record SensorFile(Token Sample, string Channel, string Modality, string Name, int Width, int Height, bool IsKeyFrame);
