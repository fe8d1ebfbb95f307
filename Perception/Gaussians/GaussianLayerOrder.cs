namespace VoxPilot.Perception;

/// <summary>Order of the operations in a decoder layer (spec/sqs.md §4).</summary>
public enum GaussianLayerOrder
{
    /// <summary>
    /// Voxels (not in the first layer), norm, attention beside its own input, feed-forward, norm, refinement: GaussianFormer, SQS.
    /// </summary>
    Solid,

    /// <summary>Attention, feed-forward, three convolutions over voxels, feed-forward, each added to its input and normed, refinement: GaussianFormer-2.</summary>
    Probabilistic,
}
