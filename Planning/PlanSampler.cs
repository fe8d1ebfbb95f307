namespace VoxPilot.Planning;

/// <summary>How the planner denoises (spec/sparseoccvla.md §8.4).</summary>
public enum PlanSampler
{
    /// <summary>Correct DDIM, η = 0: noise at t = 20, the network is called at 20 and at 10 (or as often as <see cref="PlannerConfig.Steps"/> says), its last answer is the plan.</summary>
    Ddim,

    /// <summary>As DiffusionDrive's published code: noise at t = 8, called at 20 and at 0, each step moves one training step.</summary>
    DdimCompat,
}
