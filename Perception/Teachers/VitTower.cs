using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// N images, P = h·w patches, G×G of them in training, C channels

/// <summary>
/// OpenCLIP's image tower of transformer blocks, under its parameter names, up to the patches' tokens after the last norm: what it hands out
/// beside the class token, with the class token's projection applied to each where it is asked for.
/// </summary>
internal sealed class VitTower : Module<Tensor, Tensor>
{
    private readonly VitTeacherConfig config;
    private readonly Conv2d patches;
    private readonly Parameter classToken;
    private readonly Parameter positions;
    private readonly LayerNorm first;
    private readonly ModuleList<VitBlock> blocks = new();
    private readonly LayerNorm last;
    private readonly Parameter? projection;

    public VitTower(VitTeacherConfig config) : base(nameof(VitTower))
    {
        this.config = config;
        patches = Conv2d(3, config.Width, config.Patch, stride: config.Patch, bias: false);
        classToken = new(zeros(config.Width));
        positions = new(zeros(1 + config.Grid * config.Grid, config.Width));
        first = LayerNorm(config.Width);
        for (int b = 0; b < config.Layers; b++)
        {
            blocks.Add(new(config));
        }
        ModuleDict<Module> transformer = new();
        transformer.Add("resblocks", blocks);
        last = LayerNorm(config.Width);
        register_parameter("class_embedding", classToken);
        register_parameter("positional_embedding", positions);
        register_module("conv1", patches);
        register_module("ln_pre", first);
        register_module("transformer", transformer);
        register_module("ln_post", last);
        if (config.Projected)
        {
            projection = new(zeros(config.Width, config.EmbeddingWidth));
            register_parameter("proj", projection);
        }
    }

    /// <summary>Images (N, 3, H, W), sides multiples of the patch, to features (N, Dt, H/patch, W/patch).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor map = patches.forward(input);                                                                   // (N, C, h, w)
        long n = map.shape[0], h = map.shape[2], w = map.shape[3];
        Tensor tokens = cat([classToken.expand(n, 1, config.Width), map.flatten(2).transpose(1, 2)], 1);       // (N, 1 + P, C)
        Tensor x = first.forward(tokens + Positions(h, w));
        foreach (VitBlock block in blocks)
        {
            using Tensor before = x;
            x = block.forward(before);
        }
        x = last.forward(x.narrow(1, 1, h * w));                                                               // (N, P, C)
        if (projection is not null)
        {
            x = matmul(x, projection);                                                                         // (N, P, Dt)
        }
        return x.transpose(1, 2).unflatten(2, h, w).MoveToOuterDisposeScope();
    }

    // (1 + P, C): those of the patches as a map of the size at hand, as OpenCLIP resizes them; that of the class token as it is.
    private Tensor Positions(long h, long w)
    {
        if (h == config.Grid && w == config.Grid)
        {
            return positions;
        }
        Tensor map = positions.narrow(0, 1, config.Grid * config.Grid).view(1, config.Grid, config.Grid, config.Width).permute(0, 3, 1, 2);
        map = functional.interpolate(map, [h, w], mode: InterpolationMode.Bicubic, align_corners: false, antialias: true);
        return cat([positions.narrow(0, 0, 1), map.flatten(2).squeeze(0).t()], 0);
    }
}
