using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

/// <summary>
/// Feature pyramid network (Lin et al. 2017) as in mmdet: 1×1 laterals, coarse levels added to finer ones by nearest
/// neighbour, 3×3 convolutions on top. Equal to mmdet's FPN on golden/opus/r50_fpn_a.
/// </summary>
public sealed class FeaturePyramid : Module<Tensor[], Tensor[]>
{
    private readonly ModuleList<Conv2d> lateral = new();
    private readonly ModuleList<Conv2d> output = new();

    /// <summary>A pyramid over inputs of the given channels, finest first.</summary>
    public FeaturePyramid(NeckConfig config, IReadOnlyList<int> inputs) : base(nameof(FeaturePyramid))
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(inputs);
        foreach (int channels in inputs)
        {
            lateral.Add(Conv2d(channels, config.Width, 1));
            output.Add(Conv2d(config.Width, config.Width, 3, padding: 1));
        }
        register_module("lateral", lateral);
        register_module("output", output);
    }

    /// <summary>Stages (N, C_l, h_l, w_l), finest first, to levels (N, C, h_l, w_l).</summary>
    public override Tensor[] forward(Tensor[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Tensor[] levels = new Tensor[input.Length];
        for (int l = input.Length - 1; l >= 0; l--)
        {
            Tensor x = lateral[l].forward(input[l]); // (N, C, h_l, w_l)
            if (l < input.Length - 1)
            {
                long[] size = [x.shape[2], x.shape[3]];
                x = x + functional.interpolate(levels[l + 1], size: size, mode: InterpolationMode.Nearest);
            }
            levels[l] = x;
        }
        return [.. levels.Select((x, l) => output[l].forward(x))];
    }

    internal void Initialize(Generator generator)
    {
        foreach (Conv2d convolution in lateral.Concat(output))
        {
            Initialization.Glorot(convolution, generator);
        }
    }
}
