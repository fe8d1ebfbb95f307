using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Datasets.Checking;

/// <summary>A row's place in a chain.</summary>
/// <param name="Prev">The row before.</param>
/// <param name="Next">The row after.</param>
/// <param name="Owner">What the chain belongs to; its neighbours must belong to the same.</param>
/// <param name="Timestamp">Microseconds.</param>
internal readonly record struct ChainLink(Token Prev, Token Next, Token Owner, long Timestamp);
