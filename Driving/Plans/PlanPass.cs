namespace VoxPilot.Driving;

/// <summary>What the language model made of the planning prompt; with constant reasoning the tokens that it would have got.</summary>
/// <param name="Plan">h_r (D): state at the plan token.</param>
/// <param name="Scene">h_o (Q, D): states at the scene tokens; the scene's own array, which is not counted again.</param>
/// <param name="Global">H_g (12, D): states at the global tokens, four for each horizon.</param>
internal sealed record PlanPass(float[] Plan, float[] Scene, float[] Global);
