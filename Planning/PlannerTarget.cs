using VoxPilot.Core;
using static TorchSharp.torch;

namespace VoxPilot.Planning;

/// <summary>What a planner is to learn from B scenes.</summary>
/// <param name="Nearest">k*, the anchor nearest to what was driven (<see cref="AnchorSet.Nearest"/>), one per scene.</param>
/// <param name="Displacements">What was driven, (B, 6, 2): to the right and forward, metres per step.</param>
/// <param name="Valid">1 where a step is known, else 0, (B, 6).</param>
public sealed record PlannerTarget(long[] Nearest, Tensor Displacements, Tensor Valid)
{
    /// <summary>The target of drives all of whose steps are known.</summary>
    public static PlannerTarget Of(IReadOnlyList<Trajectory> driven, AnchorSet anchors, Device device)
    {
        ArgumentNullException.ThrowIfNull(driven);
        ArgumentNullException.ThrowIfNull(anchors);
        float[] displacements = [.. driven.SelectMany(DisplacementNormalisation.ToDisplacements)];
        return new(
            [.. driven.Select(t => (long)anchors.Nearest(t))],
            tensor(displacements, device: device).view(driven.Count, Trajectory.Steps, 2),
            ones([driven.Count, Trajectory.Steps], device: device));
    }
}
