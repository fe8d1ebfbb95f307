using VoxPilot.Core;
using VoxPilot.Planning;

namespace VoxPilot.Driving;

/// <summary>One draw of the planner, before any check.</summary>
/// <param name="Seed">Seed of the draw.</param>
/// <param name="Candidates">The denoised trajectories with their scores, in the anchors' order.</param>
internal sealed record PlanDraft(ulong Seed, IReadOnlyList<PlanCandidate> Candidates)
{
    /// <summary>The best-scored one, of a command's where one is given; of equals the first.</summary>
    public PlanCandidate Best(Command? only) => Candidates[AnchorSet.Best([.. Candidates.Select(c => (float)c.Score)], only)];
}
