using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>What a planner gives.</summary>
/// <param name="Scores">Score 0…1 of each anchor.</param>
/// <param name="Samples">The draws, in order.</param>
public sealed record PlannerOutput(IReadOnlyList<float> Scores, IReadOnlyList<PlannerSample> Samples)
{
    /// <summary>The first draw's trajectories, one of each anchor.</summary>
    public IReadOnlyList<Trajectory> Denoised => Samples[0].Denoised;
}
