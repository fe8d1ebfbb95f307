using VoxPilot.Core;
using VoxPilot.Planning;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>A plan before any check: the best-scored anchor of the command, denoised.</summary>
/// <param name="Chosen">Position of the anchor.</param>
/// <param name="Trajectory">What became of it.</param>
internal sealed record DraftedPlan(int Chosen, Trajectory Trajectory)
{
    /// <summary>The plans of a batch.</summary>
    /// <param name="logits">(B, K).</param>
    /// <param name="displacements">x̂₀ (B, K, 6, 2), metres per step.</param>
    /// <param name="commands">The route's command in each scene; null compares all anchors.</param>
    public static DraftedPlan[] Of(Tensor logits, Tensor displacements, IReadOnlyList<Command?> commands)
    {
        float[] scores = logits.Numbers(), steps = displacements.Numbers();
        int each = 2 * Trajectory.Steps, count = (int)logits.shape[1];
        return
        [
            .. commands.Select((command, b) =>
            {
                int chosen = AnchorSet.Best(scores.AsSpan(b * count, count), command);
                return new DraftedPlan(chosen, DisplacementNormalisation.ToTrajectory(steps.AsSpan((b * count + chosen) * each, each)));
            }),
        ];
    }
}
