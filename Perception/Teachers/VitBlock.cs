using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

/// <summary>x + attention(LN(x)), then x + MLP(LN(x)), over tokens (N, L, C); OpenCLIP's names.</summary>
internal sealed class VitBlock : Module<Tensor, Tensor>
{
    private const int Expansion = 4;

    private readonly LayerNorm attentionNorm;
    private readonly VitAttention attention;
    private readonly LayerNorm mlpNorm;
    private readonly GeluMlp mlp;

    public VitBlock(VitTeacherConfig config) : base(nameof(VitBlock))
    {
        attentionNorm = LayerNorm(config.Width);
        attention = new(config.Width, config.Heads);
        mlpNorm = LayerNorm(config.Width);
        mlp = new(config.Width, Expansion * config.Width, config.QuickGelu, "c_fc", "c_proj");
        register_module("ln_1", attentionNorm);
        register_module("attn", attention);
        register_module("ln_2", mlpNorm);
        register_module("mlp", mlp);
    }

    public override Tensor forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor y = x + attention.forward(attentionNorm.forward(x));
        return (y + mlp.forward(mlpNorm.forward(y))).MoveToOuterDisposeScope();
    }
}
