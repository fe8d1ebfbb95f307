using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

/// <summary>x += cross(LN x, g); x += spatial(LN x, centres); x += ffn(LN x) (spec/sparseoccvla.md §7.2).</summary>
internal sealed class ForecasterBlock : Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly CrossAttention cross;
    private readonly SpatialAttention spatial;
    private readonly FeedForward ffn;
    private readonly LayerNorm norm1;
    private readonly LayerNorm norm2;
    private readonly LayerNorm norm3;

    public ForecasterBlock(ForecasterConfig config) : base(nameof(ForecasterBlock))
    {
        cross = new(config.Width, config.Heads, config.Dropout);
        spatial = new(config.Width, config.Heads, config.Dropout);
        ffn = new(config.Width, config.FfnWidth, config.Dropout);
        (norm1, norm2, norm3) = (LayerNorm(config.Width), LayerNorm(config.Width), LayerNorm(config.Width));
        register_module("cross", cross);
        register_module("spatial", spatial);
        register_module("ffn", ffn);
        register_module("norm1", norm1);
        register_module("norm2", norm2);
        register_module("norm3", norm3);
    }

    /// <summary>x (B·3, Q, C), global tokens g (B·3, 4, C), centres (B·3, Q, 3) metres.</summary>
    public override Tensor forward(Tensor x, Tensor g, Tensor centres)
    {
        x = x + cross.forward(norm1.forward(x), g);
        x = x + spatial.forward(norm2.forward(x), centres);
        return x + ffn.forward(norm3.forward(x));
    }

    public void Initialize(Generator generator)
    {
        cross.Initialize(generator);
        spatial.Initialize(generator);
        ffn.Initialize(generator);
        foreach (LayerNorm norm in (LayerNorm[])[norm1, norm2, norm3])
        {
            Initialization.Norm(norm);
        }
    }
}
