using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

/// <summary>ConvNeXt without its head (Liu et al. 2022, figure 4 and table 9), under timm's parameter names: <c>stem</c>, <c>stages</c>.</summary>
internal sealed class ConvNextTrunk : Module<Tensor, Tensor>
{
    /// <summary>Added to the variance in all its norms (timm's, unlike PyTorch's 1e-5).</summary>
    public const double Epsilon = 1e-6;

    private const int StemStride = 4;

    private readonly int outputs;
    private readonly Conv2d patches;
    private readonly LayerNorm norm;
    private readonly ModuleList<ConvNextStage> stages = new();

    public ConvNextTrunk(ConvNextTeacherConfig config) : base(nameof(ConvNextTrunk))
    {
        outputs = config.Stage;
        patches = Conv2d(3, config.Widths[0], StemStride, stride: StemStride);
        norm = LayerNorm(config.Widths[0], eps: Epsilon);
        register_module("stem", new ModuleList<Module>(patches, norm));
        for (int s = 0; s < config.Depths.Length; s++)
        {
            stages.Add(new(config.Widths[Math.Max(s - 1, 0)], config.Widths[s], config.Depths[s], first: s == 0));
        }
        register_module("stages", stages);
    }

    /// <summary>Images (N, 3, H, W) to the chosen stage's map (N, C, H/stride, W/stride).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = norm.forward(patches.forward(MemoryLayout.ChannelsLast(input)).permute(0, 2, 3, 1)); // (N, H/4, W/4, C)
        foreach (ConvNextStage stage in stages.Take(outputs))
        {
            using Tensor before = x;
            x = stage.forward(before);
        }
        return x.permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }
}
