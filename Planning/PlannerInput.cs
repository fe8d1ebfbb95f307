using static TorchSharp.torch;

namespace VoxPilot.Planning;

/// <summary>What a planner sees. B batch, Q queries, C their channels, D channels of the language model.</summary>
/// <param name="Scene">Features of the occupancy queries, (B, Q, C).</param>
/// <param name="Centres">Their centres in the ego frame, (B, Q, 3), metres.</param>
/// <param name="Ego">The car's own state (<see cref="EgoFeatures"/>), (B, 21).</param>
/// <param name="Plan">The language model's hidden state at &lt;plan&gt;, (B, D).</param>
/// <param name="Tokens">The tokens' own state, (B, D), for a planner that hears it (<see cref="PlannerConfig.HearsTokens"/>); else null.</param>
public sealed record PlannerInput(Tensor Scene, Tensor Centres, Tensor Ego, Tensor Plan, Tensor? Tokens = null);
