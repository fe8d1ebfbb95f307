using static TorchSharp.torch;

namespace VoxPilot.Planning;

/// <summary>What flows from one operation of a decoder to the next. B batch, M modes, C channels.</summary>
/// <param name="Features">(B, M, C).</param>
/// <param name="Displacements">The latest displacements, (B, M, 6, 2), metres right and forward; at first those that came in.</param>
/// <param name="Scores">The latest scores (logits), (B, M); null before the first refinement, or where the decoder gives none.</param>
internal sealed record DecoderState(Tensor Features, Tensor Displacements, Tensor? Scores);
