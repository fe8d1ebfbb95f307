using static TorchSharp.torch;

namespace VoxPilot.Perception;

// N points, K classes

/// <summary>Sigmoid focal loss (Lin et al. 2017) of multi-class logits: each class is a yes-or-no question of its own.</summary>
public static class FocalLoss
{
    /// <summary>α_t · (1 − p_t)^γ · −log p_t of each point and class, unweighted: (N, K).</summary>
    /// <param name="logits">(N, K).</param>
    /// <param name="labels">(N) int64, 0…K−1; K is none of the classes.</param>
    /// <param name="gamma">γ: how much less easy answers count.</param>
    /// <param name="alpha">α: the share of the class that is there; 1 − α is that of the others.</param>
    public static Tensor Elements(Tensor logits, Tensor labels, double gamma = 2, double alpha = 0.25)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        long classes = logits.shape[1];
        Tensor hot = nn.functional.one_hot(labels, classes + 1).narrow(1, 0, classes).to_type(logits.dtype);   // (N, K)
        Tensor against = logits * (1 - 2 * hot);                   // the logit of the wrong answer: 1 − p_t = σ, −log p_t = softplus
        Tensor miss = against.sigmoid();
        Tensor damping = gamma == 2 ? miss * miss : miss.pow(gamma);
        return (hot * (2 * alpha - 1) + (1 - alpha)) * damping * nn.functional.softplus(against);
    }

    /// <summary>Σ_i d_i Σ_c a_c · FL(C_i,c), a scalar; in one pass on the CPU, where γ is 2.</summary>
    /// <param name="logits">(N, K) float32.</param>
    /// <param name="labels">As for <see cref="Elements"/>.</param>
    /// <param name="rowWeights">d (N); no gradient passes into it.</param>
    /// <param name="columnWeights">a: K numbers.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="alpha">α.</param>
    internal static Tensor WeightedSum(Tensor logits, Tensor labels, Tensor rowWeights, float[] columnWeights, double gamma, double alpha) =>
        gamma == 2 && logits.device_type == TorchSharp.DeviceType.CPU
            ? FocalFunction.apply(logits.contiguous(), labels.contiguous(), rowWeights.contiguous(), columnWeights, alpha)
            : ComposeWeightedSum(logits, labels, rowWeights, columnWeights, gamma, alpha);

    internal static Tensor ComposeWeightedSum(Tensor logits, Tensor labels, Tensor rowWeights, float[] columnWeights, double gamma, double alpha) =>
        Elements(logits, labels, gamma, alpha).matmul(tensor(columnWeights, device: logits.device)).dot(rowWeights);
}
