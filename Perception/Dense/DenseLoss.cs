using TorchSharp;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

// P = N·h·w pixels

/// <summary>What depth and class of every pixel cost, and how good they are.</summary>
/// <param name="Classes">Weighted cross-entropy: Σ w_c · −log p_c / Σ w_c over the pixels whose class is known.</param>
/// <param name="Depth">Mean of |log d̂ − log d| over the pixels that have a depth.</param>
/// <param name="Accuracy">Share of known pixels whose class is right; without gradient.</param>
/// <param name="RelativeError">Mean of |d̂ − d| / d over the pixels that have a depth; without gradient.</param>
public sealed record DenseLoss(Tensor Classes, Tensor Depth, Tensor Accuracy, Tensor RelativeError)
{
    /// <summary>The loss; parts without any pixel are 0.</summary>
    /// <param name="logits">(P, 18).</param>
    /// <param name="labels">(P) uint8: 0…17; greater where unknown.</param>
    /// <param name="logDepth">log d̂, (N, h, w).</param>
    /// <param name="depth">d, (N, h, w), in the unit of d̂; 0 where unknown.</param>
    /// <param name="config">Weights.</param>
    public static DenseLoss Of(Tensor logits, Tensor labels, Tensor logDepth, Tensor depth, DenseLossConfig config)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(logDepth);
        ArgumentNullException.ThrowIfNull(depth);
        ArgumentNullException.ThrowIfNull(config);
        using DisposeScope scope = NewDisposeScope();
        long classes = logits.shape[1];
        Tensor isKnown = labels < classes;
        Tensor known = isKnown.to_type(ScalarType.Float32);                                          // (P)
        Tensor target = labels.to_type(ScalarType.Int64) * isKnown.to_type(ScalarType.Int64);        // (P), 0 where unknown
        Tensor weights = tensor([.. config.ClassWeights], [classes], device: logits.device).index_select(0, target) * known;
        Tensor right = logits.log_softmax(1).gather(1, target.unsqueeze(1)).squeeze(1);              // log p_c, (P)
        Tensor cross = -(right * weights).sum() / weights.sum().clamp_min(1e-6) * config.Classes;

        Tensor measured = (depth > 0).to_type(ScalarType.Float32);                                   // (N, h, w)
        Tensor count = measured.sum().clamp_min(1);
        Tensor ratio = logDepth - depth.clamp_min(1e-3).log();                                       // log d̂/d
        Tensor far = (ratio.abs() * measured).sum() / count * config.Depth;

        using IDisposable _ = no_grad();
        Tensor hits = (logits.argmax(1) == target).to_type(ScalarType.Float32) * known;
        Tensor accuracy = hits.sum() / known.sum().clamp_min(1);
        Tensor relative = ((ratio.detach().exp() - 1).abs() * measured).sum() / count;
        return new(cross.MoveToOuterDisposeScope(), far.MoveToOuterDisposeScope(), accuracy.MoveToOuterDisposeScope(), relative.MoveToOuterDisposeScope());
    }
}
