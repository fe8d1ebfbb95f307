using VoxPilot.Llm;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

// B scenes, Q queries, G global tokens, D channels of the language model

/// <summary>What a language model is told of scenes.</summary>
/// <param name="Scene">T_o (B, Q, D), in the language model's order.</param>
/// <param name="Global">T_g (B, G, D).</param>
/// <param name="Arrangement">That order.</param>
internal sealed record SceneTokens(Tensor Scene, Tensor Global, TokenArrangement Arrangement);
