namespace VoxPilot.Driving;

/// <summary>What the language model made of the planning prompt.</summary>
/// <param name="Plan">h_r (D): hidden state at the plan token.</param>
/// <param name="Global">H_g (12, D): hidden states at the global tokens, four for each horizon.</param>
internal sealed record PlanPass(float[] Plan, float[] Global);
