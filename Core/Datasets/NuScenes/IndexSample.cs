using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Datasets.NuScenes;

/// <summary>A key frame in the index.</summary>
/// <param name="Token">Its token.</param>
/// <param name="Timestamp">Microseconds.</param>
/// <param name="Scene">Its scene.</param>
/// <param name="FirstAnnotation">Its first annotation.</param>
/// <param name="Annotations">How many there are.</param>
/// <param name="Command">What the route asks for; −1 where unknown.</param>
internal readonly record struct IndexSample(Token Token, long Timestamp, int Scene, int FirstAnnotation, int Annotations, int Command);
