using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

/// <summary>
/// A ResNet with torchvision's and mmdet's parameter names (conv1, bn1, layer1.0.conv1 …, "pytorch" style: the stride is
/// in the 3×3 convolution). Equal to mmdet's ResNet on golden/opus/r50_fpn_a.
/// </summary>
public sealed class Backbone : Module<Tensor, Tensor[]>
{
    private readonly BackboneConfig config;
    private readonly Conv2d stem;
    private readonly BatchNorm2d stemNorm;
    private readonly List<List<ResidualBlock>> stages = [];

    /// <summary>A network of the given architecture with the library's own initial values; see <see cref="PerceptionModel.Create"/>.</summary>
    public Backbone(BackboneConfig config) : base(nameof(Backbone))
    {
        ArgumentNullException.ThrowIfNull(config);
        this.config = config;
        stem = Conv2d(3, config.StemWidth, 7, stride: 2, padding: 3, bias: false);
        stemNorm = BatchNorm2d(config.StemWidth);
        register_module("conv1", stem);
        register_module("bn1", stemNorm);
        int channels = config.StemWidth;
        for (int s = 0; s < config.Widths.Length; s++)
        {
            List<ResidualBlock> blocks = [];
            for (int b = 0; b < config.Blocks[s]; b++)
            {
                blocks.Add(new(config, channels, config.Widths[s], stride: b == 0 && s > 0 ? 2 : 1));
                channels = config.Widths[s] * config.Expansion;
            }
            stages.Add(blocks);
            register_module($"layer{s + 1}", Sequential(blocks));
        }
    }

    /// <summary>Images (N, 3, H, W) to the outputs of the chosen stages, each (N, C, H/stride, W/stride).</summary>
    public override Tensor[] forward(Tensor input)
    {
        Tensor x = functional.relu(stemNorm.forward(stem.forward(MemoryLayout.ChannelsLast(input)))); // (N, C, H/2, W/2)
        x = functional.max_pool2d(x, 3, stride: 2, padding: 1);                                       // (N, C, H/4, W/4)
        Tensor[] outputs = new Tensor[config.Outputs.Length];
        int found = 0;
        for (int s = 0; s < stages.Count && found < outputs.Length; s++)
        {
            foreach (ResidualBlock block in stages[s])
            {
                x = block.forward(x);
            }
            if (config.Outputs[found] == s)
            {
                outputs[found++] = x; // (N, C_s, H/2^(s+2), W/2^(s+2))
            }
        }
        return outputs;
    }

    /// <summary>
    /// Sets training mode, as far as the config lets it: frozen stages get no gradients, frozen normalisation keeps its
    /// running statistics.
    /// </summary>
    public override void train(bool train = true)
    {
        base.train(train);
        if (!train)
        {
            return;
        }
        if (config.FrozenStages > 0)
        {
            Freeze(stem);
            Freeze(stemNorm);
        }
        for (int s = 0; s < stages.Count; s++)
        {
            foreach (ResidualBlock block in stages[s])
            {
                if (s < config.FrozenStages)
                {
                    Freeze(block);
                }
            }
        }
        if (config.FreezeNorm)
        {
            stemNorm.eval();
            foreach (BatchNorm2d norm in stages.SelectMany(blocks => blocks).SelectMany(block => block.Norms))
            {
                norm.eval();
            }
        }
    }

    internal void Initialize(Generator generator)
    {
        Initialization.HeFanOut(stem, generator);
        Initialization.Norm(stemNorm.weight, stemNorm.bias);
        foreach (ResidualBlock block in stages.SelectMany(blocks => blocks))
        {
            block.Initialize(generator);
        }
    }

    private static void Freeze(Module module)
    {
        module.eval();
        foreach (Parameter parameter in module.parameters())
        {
            parameter.requires_grad = false;
        }
    }
}
