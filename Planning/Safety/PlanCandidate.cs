using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>One trajectory that could be taken.</summary>
/// <param name="Anchor">Index of its anchor.</param>
/// <param name="Command">The command that the anchor belongs to.</param>
/// <param name="Score">The scorer's, 0 to 1.</param>
/// <param name="Trajectory">Where it goes.</param>
public sealed record PlanCandidate(int Anchor, Command Command, double Score, Trajectory Trajectory);
