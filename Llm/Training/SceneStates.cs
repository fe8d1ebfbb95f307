using static TorchSharp.torch;

namespace VoxPilot.Llm;

/// <summary>What a language model makes of a batch of scenes (B) that all have Q occupancy and G global tokens.</summary>
/// <param name="Loss">Of the answers, a scalar; null where there are none.</param>
/// <param name="Exact">Of each answer, in the order of the turns, whether the likeliest tokens are all of its own: then it is what greedy decoding gives.</param>
/// <param name="Scene">H_o (B, Q, D): states at the occupancy tokens.</param>
/// <param name="Plan">h_r (B, D): states at the plan token; null without planning requests.</param>
/// <param name="Global">H_g (B, G, D): states at the global tokens behind the plan token; null without planning requests.</param>
/// <param name="Codes">(B, P, D): states at the questions that are asked by a vector; null without such.</param>
/// <param name="Thoughts">The residual stream before each block from the one on at which those vectors are put in, and behind the last: at the last tokens of the
/// questions in words (N, D), in the order of the turns, and at the vectors (B·P, D); null without such.</param>
public sealed record SceneStates(
    Tensor? Loss, IReadOnlyList<bool> Exact, Tensor Scene, Tensor? Plan, Tensor? Global, Tensor? Codes = null, IReadOnlyList<(Tensor Words, Tensor Codes)>? Thoughts = null);
