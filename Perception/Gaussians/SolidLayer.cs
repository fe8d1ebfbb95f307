using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, K Gaussians, D width

/// <summary>GaussianFormer's and SQS's layer: voxels (not in the first), attention beside its input, feed-forward.</summary>
internal sealed class SolidLayer : GaussianLayer
{
    private readonly AnchorSpace space;
    private readonly VoxelEncoding? voxels;
    private readonly LayerNorm? voxelNorm;
    private readonly DeformableAttention attention;
    private readonly NarrowingFeedForward ffn;
    private readonly LayerNorm norm;

    public SolidLayer(GaussianDecoderConfig config, ImageConfig image, int index) : base(nameof(SolidLayer), config)
    {
        space = new(config);
        attention = new(config, image);
        ffn = new(config.Width, config.FfnWidth, config.Dropout);
        norm = LayerNorm(config.Width);
        register_module("attention", attention);
        register_module("ffn", ffn);
        register_module("norm", norm);
        if (index > 0)
        {
            voxels = new(config);
            voxelNorm = LayerNorm(config.Width);
            register_module("voxels", voxels);
            register_module("voxel_norm", voxelNorm);
        }
    }

    public override void Initialize(Generator generator)
    {
        base.Initialize(generator);
        voxels?.Initialize(generator);
        Initialization.Norm(voxelNorm?.weight, voxelNorm?.bias);
        attention.Initialize(generator);
        ffn.Initialize(generator);
        Initialization.Norm(norm);
    }

    protected override Tensor Encode(Tensor q, LayerInput input)
    {
        if (voxels is not null)
        {
            q = Seen(input, "spconv", voxels.forward(q, space.Means(input.Raw)));              // (B, K, D)
            q = Seen(input, "norm", voxelNorm!.forward(q));
        }
        Tensor both = Seen(input, "deformable", cat([attention.forward(q, input), q], dim: -1)); // (B, K, 2D)
        q = Seen(input, "ffn", ffn.forward(both));                                               // (B, K, D)
        return Seen(input, "norm", norm.forward(q));
    }
}
