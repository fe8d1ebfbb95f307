using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

/// <summary>
/// One block of a ResNet, torchvision's parameter names: convolutions of <see cref="BackboneConfig.Block"/> with batch
/// normalisation, the stride in the 3×3 convolution, plus the input or its 1×1 projection.
/// </summary>
internal sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly List<Conv2d> convolutions = [];
    private readonly List<BatchNorm2d> norms = [];
    private readonly Conv2d? projection;
    private readonly BatchNorm2d? projectionNorm;

    public ResidualBlock(BackboneConfig config, int inputs, int width, int stride) : base(nameof(ResidualBlock))
    {
        int outputs = width * config.Expansion;
        if (config.Block == ResidualBlockKind.Bottleneck)
        {
            Append(inputs, width, 1, 1);
            Append(width, width, 3, stride);
            Append(width, outputs, 1, 1);
        }
        else
        {
            Append(inputs, width, 3, stride);
            Append(width, outputs, 3, 1);
        }
        if (stride != 1 || inputs != outputs)
        {
            projection = Conv2d(inputs, outputs, 1, stride: stride, bias: false);
            projectionNorm = BatchNorm2d(outputs);
            register_module("downsample", Sequential(projection, projectionNorm));
        }
    }

    /// <summary>The block's normalisation layers.</summary>
    public IEnumerable<BatchNorm2d> Norms => projectionNorm is null ? norms : norms.Append(projectionNorm);

    public override Tensor forward(Tensor x) // (N, C, h, w)
    {
        Tensor y = x;
        for (int i = 0; i < convolutions.Count; i++)
        {
            y = norms[i].forward(convolutions[i].forward(y));
            y = i < convolutions.Count - 1 ? functional.relu(y) : y;
        }
        Tensor skip = projection is null ? x : projectionNorm!.forward(projection.forward(x));
        return functional.relu(y + skip); // (N, C', h/stride, w/stride)
    }

    /// <summary>He initialisation by fan out; the last normalisation starts at 0, so that the block starts as its skip (mmdet).</summary>
    public void Initialize(Generator generator)
    {
        foreach (Conv2d convolution in convolutions)
        {
            Initialization.HeFanOut(convolution, generator);
        }
        if (projection is not null)
        {
            Initialization.HeFanOut(projection, generator);
        }
        foreach (BatchNorm2d norm in Norms)
        {
            Initialization.Norm(norm.weight, norm.bias);
        }
        Initialization.Constant(norms[^1].weight!, 0);
    }

    private void Append(int inputs, int outputs, int kernel, int stride)
    {
        Conv2d convolution = Conv2d(inputs, outputs, kernel, stride: stride, padding: kernel / 2, bias: false);
        BatchNorm2d norm = BatchNorm2d(outputs);
        convolutions.Add(convolution);
        norms.Add(norm);
        register_module($"conv{convolutions.Count}", convolution);
        register_module($"bn{norms.Count}", norm);
    }
}
