using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, K Gaussians, D width

/// <summary>GaussianFormer-2's layer: attention, feed-forward, voxels, feed-forward, each added to its input and normed.</summary>
internal sealed class ProbabilisticLayer : GaussianLayer
{
    private readonly AnchorSpace space;
    private readonly DeformableAttention attention;
    private readonly FeedForward ffn1;
    private readonly VoxelEncoding voxels;
    private readonly FeedForward ffn2;
    private readonly LayerNorm norm1;
    private readonly LayerNorm norm2;
    private readonly LayerNorm norm3;
    private readonly LayerNorm norm4;

    public ProbabilisticLayer(GaussianDecoderConfig config, ImageConfig image) : base(nameof(ProbabilisticLayer), config)
    {
        int d = config.Width;
        space = new(config);
        attention = new(config, image);
        ffn1 = new(d, config.FfnWidth, config.Dropout);
        voxels = new(config);
        ffn2 = new(d, config.FfnWidth, config.Dropout);
        (norm1, norm2, norm3, norm4) = (LayerNorm(d), LayerNorm(d), LayerNorm(d), LayerNorm(d));
        register_module("attention", attention);
        register_module("norm1", norm1);
        register_module("ffn1", ffn1);
        register_module("norm2", norm2);
        register_module("voxels", voxels);
        register_module("norm3", norm3);
        register_module("ffn2", ffn2);
        register_module("norm4", norm4);
    }

    public override void Initialize(Generator generator)
    {
        base.Initialize(generator);
        attention.Initialize(generator);
        ffn1.Initialize(generator);
        voxels.Initialize(generator);
        ffn2.Initialize(generator);
        foreach (LayerNorm norm in (LayerNorm[])[norm1, norm2, norm3, norm4])
        {
            Initialization.Norm(norm);
        }
    }

    protected override Tensor Encode(Tensor q, LayerInput input)
    {
        q = Seen(input, "norm", norm1.forward(q + Seen(input, "deformable", attention.forward(q, input))));
        q = Seen(input, "norm", norm2.forward(q + Seen(input, "ffn", ffn1.forward(q))));
        q = Seen(input, "norm", norm3.forward(q + Seen(input, "spconv", voxels.forward(q, space.Means(input.Raw)))));
        return Seen(input, "norm", norm4.forward(q + Seen(input, "ffn", ffn2.forward(q))));
    }
}
