using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>One anchor of a plan.</summary>
/// <param name="Command">The command it belongs to.</param>
/// <param name="Points">The anchor itself.</param>
/// <param name="Score">How well it fits, 0 to 1.</param>
/// <param name="Denoised">What the diffusion decoder made of it.</param>
public sealed record AnchorResult(Command Command, Trajectory Points, double Score, Trajectory Denoised);
