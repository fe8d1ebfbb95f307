using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

/// <summary>x + γ · MLP(LN(depthwise 7×7 of x)) with the hidden layer four times as wide, on maps (N, h, w, C); timm's names.</summary>
internal sealed class ConvNextBlock : Module<Tensor, Tensor>
{
    private const int Kernel = 7;
    private const int Expansion = 4;

    private readonly Conv2d depthwise;
    private readonly LayerNorm norm;
    private readonly GeluMlp mlp;
    private readonly Parameter scale;

    public ConvNextBlock(int width) : base(nameof(ConvNextBlock))
    {
        depthwise = Conv2d(width, width, Kernel, padding: Kernel / 2, groups: width);
        norm = LayerNorm(width, eps: ConvNextTrunk.Epsilon);
        mlp = new(width, Expansion * width, quick: false, "fc1", "fc2");
        scale = new(ones(width));
        register_parameter("gamma", scale);
        register_module("conv_dw", depthwise);
        register_module("norm", norm);
        register_module("mlp", mlp);
    }

    public override Tensor forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor y = depthwise.forward(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1); // (N, h, w, C)
        return (x + mlp.forward(norm.forward(y)) * scale).MoveToOuterDisposeScope();
    }
}
