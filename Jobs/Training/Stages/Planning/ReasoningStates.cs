using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>What the forecaster is told of B scenes.</summary>
/// <param name="Scene">H_o (B, Q, D).</param>
/// <param name="Global">H_g (B, H·4, D).</param>
internal sealed record ReasoningStates(Tensor Scene, Tensor Global);
