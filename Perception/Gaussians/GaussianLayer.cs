using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, K Gaussians, C numbers of an anchor, D width

/// <summary>One decoder layer: queries that have looked around, then anchors that they refine (spec/sqs.md §4).</summary>
internal abstract class GaussianLayer : Module
{
    private readonly Refinement refinement;

    protected GaussianLayer(string name, GaussianDecoderConfig config) : base(name)
    {
        refinement = new(config);
        register_module("refinement", refinement);
    }

    /// <summary>The layer of the given number in the configured order.</summary>
    public static GaussianLayer Create(GaussianDecoderConfig config, ImageConfig image, int index) =>
        config.Order == GaussianLayerOrder.Solid ? new SolidLayer(config, image, index) : new ProbabilisticLayer(config, image);

    /// <param name="q">(B, K, D).</param>
    /// <param name="input">Anchors, their embedding, and the cameras.</param>
    /// <returns>Queries (B, K, D) and raw anchors (B, K, C).</returns>
    public (Tensor Features, Tensor Raw) forward(Tensor q, LayerInput input)
    {
        q = Encode(q, input);
        Tensor raw = refinement.forward(q, input.Embedding, input.Raw);
        input.Watch?.Invoke("refine", raw);
        return (q, raw);
    }

    public virtual void Initialize(Generator generator) => refinement.Initialize(generator);

    /// <summary>All of the layer before the refinement.</summary>
    protected abstract Tensor Encode(Tensor q, LayerInput input);

    /// <summary>Shows an intermediate and hands it on.</summary>
    protected static Tensor Seen(LayerInput input, string name, Tensor value)
    {
        input.Watch?.Invoke(name, value);
        return value;
    }
}
