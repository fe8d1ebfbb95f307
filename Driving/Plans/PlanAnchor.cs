using VoxPilot.Core;

namespace VoxPilot.Driving;

/// <summary>One anchor and what the planner made of it.</summary>
/// <param name="Anchor">The anchor: its command and its trajectory.</param>
/// <param name="Score">The language model's score, 0 … 1.</param>
/// <param name="Denoised">The trajectory that the diffusion decoder made of it.</param>
public sealed record PlanAnchor(Anchor Anchor, float Score, Trajectory Denoised);
