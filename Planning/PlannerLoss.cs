using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Planning;

// B batch, M modes

/// <summary>
/// What a planner's mistakes cost (spec/sparseoccvla.md §8.2, §8.3): binary cross-entropy of the scores against the nearest anchor, and
/// the L1 distance of that anchor's displacements, after every decoder layer, from what was driven.
/// </summary>
public static class PlannerLoss
{
    private const double FocalAlpha = 0.25;
    private const double PositionRounding = 1e-6; // m², keeps the slope finite where a position is met

    /// <summary>Mean over modes of the binary cross-entropy against one-hot k*.</summary>
    /// <param name="logits">(B, M).</param>
    /// <param name="target">What was driven.</param>
    public static Tensor Score(Tensor logits, PlannerTarget target) =>
        functional.binary_cross_entropy_with_logits(logits, OneHot(logits, target));

    /// <summary>The focal form of the same (γ = 2, α = 0.25), DiffusionDrive's choice (there weighted by 0.5).</summary>
    /// <param name="logits">(B, M).</param>
    /// <param name="target">What was driven.</param>
    public static Tensor FocalScore(Tensor logits, PlannerTarget target)
    {
        Tensor y = OneHot(logits, target), p = logits.sigmoid();
        Tensor miss = (1 - p) * y + p * (1 - y);
        Tensor weight = (y * FocalAlpha + (1 - y) * (1 - FocalAlpha)) * miss * miss;
        Tensor crossEntropy = functional.softplus(logits) - logits * y;
        return (weight * crossEntropy).mean();
    }

    /// <summary>Mean |x̂₀ − driven| of the nearest anchor, metres per step; unknown steps cost nothing.</summary>
    /// <param name="displacements">x̂₀ of one decoder layer, (B, M, 6, 2).</param>
    /// <param name="target">What was driven.</param>
    public static Tensor Trajectory(Tensor displacements, PlannerTarget target)
    {
        ArgumentNullException.ThrowIfNull(displacements);
        ArgumentNullException.ThrowIfNull(target);
        return ((Of(target.Nearest, displacements) - target.Displacements).abs() * target.Valid.unsqueeze(-1)).mean();
    }

    /// <summary>Mean ‖p̂ − p‖ of some mode's positions, metres: errors of displacements that add up cost more than those that cancel.</summary>
    /// <param name="displacements">x̂₀ of one decoder layer, (B, M, 6, 2).</param>
    /// <param name="modes">Which mode of each scene.</param>
    /// <param name="target">What was driven.</param>
    public static Tensor Position(Tensor displacements, long[] modes, PlannerTarget target)
    {
        ArgumentNullException.ThrowIfNull(displacements);
        ArgumentNullException.ThrowIfNull(modes);
        ArgumentNullException.ThrowIfNull(target);
        Tensor off = (Of(modes, displacements) - target.Displacements).cumsum(1);        // (B, 6, 2)
        return ((off.square().sum(-1) + PositionRounding).sqrt() * target.Valid).mean();
    }

    private static Tensor Of(long[] modes, Tensor displacements) => stack(modes.Select((k, b) => displacements[b, k])); // (B, 6, 2)

    private static Tensor OneHot(Tensor logits, PlannerTarget target)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(target);
        float[] hot = new float[logits.numel()];
        for (int b = 0; b < target.Nearest.Length; b++)
        {
            hot[b * logits.shape[1] + target.Nearest[b]] = 1;
        }
        return tensor(hot, device: logits.device).view(logits.shape);
    }
}
