using TorchSharp.Modules;
using VoxPilot.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, K Gaussians, C numbers of an anchor, D width

/// <summary>New anchors from queries: the position moves, all else is replaced (spec/sqs.md §4.5).</summary>
internal sealed class Refinement : Module
{
    private readonly GaussianDecoderConfig config;
    private readonly AnchorSpace space;
    private readonly Sequential head;
    private readonly Parameter scale;

    public Refinement(GaussianDecoderConfig config) : base(nameof(Refinement))
    {
        this.config = config;
        space = new(config);
        head = RectifiedChain.Of(config.Width, config.Width, 2, 2, Linear(config.Width, config.AnchorWidth));
        scale = new(ones(config.AnchorWidth), true);
        register_module("head", head);
        register_parameter("scale", scale);
    }

    /// <param name="q">(B, K, D).</param>
    /// <param name="e">(B, K, D).</param>
    /// <param name="raw">(B, K, C).</param>
    /// <returns>(B, K, C), quaternions normalised, in single precision also where autocast is on.</returns>
    public Tensor forward(Tensor q, Tensor e, Tensor raw)
    {
        Tensor output = head.forward(q + e);
        using Autocast _ = Autocast.Off(raw.device_type);
        output = output.to_type(raw.dtype) * scale;                                            // (B, K, C)
        Tensor move = 2 * AnchorSpace.Sigmoid(output.narrow(-1, 0, 3)) - 1;                    // (B, K, 3), −1 … 1
        (Tensor metres, Tensor logits) = space.Steps(raw);
        Tensor position = config.Refinement == GaussianRefinement.Metres
            ? space.RawPosition(space.Means(raw) + move * metres)
            : raw.narrow(-1, 0, 3) + move * logits;
        return cat([position, output.narrow(-1, 3, 3), AnchorSpace.Rotations(output), output.narrow(-1, 10, config.AnchorWidth - 10)], dim: -1);
    }

    public void Initialize(Generator generator)
    {
        Initialization.Chain(head, generator);
        Initialization.Constant(scale, 1);
    }
}
