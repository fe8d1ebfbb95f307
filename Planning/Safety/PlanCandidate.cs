using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>One trajectory that could be taken.</summary>
/// <param name="Anchor">Index of its anchor.</param>
/// <param name="Score">The scorer's, 0 to 1.</param>
/// <param name="Trajectory">Where it goes.</param>
public sealed record PlanCandidate(int Anchor, double Score, Trajectory Trajectory)
{
    /// <summary>The command that the anchor belongs to.</summary>
    public Command Command => AnchorSet.CommandOf(Anchor);
}
