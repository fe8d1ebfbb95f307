using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

/// <summary>One stage: for all but the first, LN and a 2×2 convolution of stride 2; then its blocks. Maps are (N, h, w, C).</summary>
internal sealed class ConvNextStage : Module<Tensor, Tensor>
{
    private readonly LayerNorm? norm;
    private readonly Conv2d? shrink;
    private readonly ModuleList<ConvNextBlock> blocks = new();

    public ConvNextStage(int inputs, int width, int depth, bool first) : base(nameof(ConvNextStage))
    {
        if (!first)
        {
            norm = LayerNorm(inputs, eps: ConvNextTrunk.Epsilon);
            shrink = Conv2d(inputs, width, 2, stride: 2);
            register_module("downsample", new ModuleList<Module>(norm, shrink));
        }
        for (int b = 0; b < depth; b++)
        {
            blocks.Add(new(width));
        }
        register_module("blocks", blocks);
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = norm is null || shrink is null
            ? input.alias()
            : shrink.forward(norm.forward(input).permute(0, 3, 1, 2)).permute(0, 2, 3, 1); // (N, h/2, w/2, C)
        foreach (ConvNextBlock block in blocks)
        {
            using Tensor before = x;
            x = block.forward(before);
        }
        return x.MoveToOuterDisposeScope();
    }
}
