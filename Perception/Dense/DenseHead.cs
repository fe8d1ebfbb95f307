using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// N images, C channels of a level, H hidden channels, Dt channels of an embedding, h × w the output

/// <summary>
/// Depth and class of every pixel from a feature pyramid: all levels, brought to the finest one's size, are added up (as in the semantic branch of
/// Kirillov et al. 2019), two convolutions follow, and a sub-pixel convolution (Shi et al. 2016) gives each cell <see cref="DenseHeadConfig.Upscale"/>²
/// outputs. A pixel's class is the name whose embedding its own is nearest to (<see cref="ClassNameEmbeddings"/>).
/// </summary>
public sealed class DenseHead : Module<Tensor[], DenseMaps>
{
    private const double InitialTemperature = 0.07, LeastTemperature = 0.01; // CLIP (Radford et al. 2021), §2.5

    private readonly DenseHeadConfig config;
    private readonly Conv2d first, second, output;
    private readonly GroupNorm firstNorm, secondNorm;
    private readonly Parameter sharpness;
    private readonly Tensor names;

    /// <summary>A head of the given architecture with the library's own, unseeded initial values.</summary>
    public DenseHead(DenseHeadConfig config) : base(nameof(DenseHead))
    {
        ArgumentNullException.ThrowIfNull(config);
        this.config = config;
        first = Conv2d(config.InputWidth, config.HiddenWidth, 3, padding: 1, bias: false);
        firstNorm = GroupNorm(config.NormGroups, config.HiddenWidth);
        second = Conv2d(config.HiddenWidth, config.HiddenWidth, 3, padding: 1, bias: false);
        secondNorm = GroupNorm(config.NormGroups, config.HiddenWidth);
        output = Conv2d(config.HiddenWidth, (config.EmbeddingWidth + 1) * config.Upscale * config.Upscale, 1);
        sharpness = Parameter(zeros(1));
        names = tensor(ClassNameEmbeddings.Create(config.EmbeddingWidth), [ClassNameEmbeddings.Classes, config.EmbeddingWidth]).DetachFromDisposeScope();
        register_module("conv1", first);
        register_module("norm1", firstNorm);
        register_module("conv2", second);
        register_module("norm2", secondNorm);
        register_module("output", output);
        register_parameter("sharpness", sharpness);
        register_buffer("names", names, persistent: false);
    }

    /// <summary>A head whose values follow from the seed alone.</summary>
    public static DenseHead Create(DenseHeadConfig config, ulong seed)
    {
        DenseHead head = new(config);
        using Generator generator = new(seed, CPU);
        Initialization.HeFanOut(head.first, generator);
        Initialization.HeFanOut(head.second, generator);
        Initialization.Norm(head.firstNorm.weight, head.firstNorm.bias);
        Initialization.Norm(head.secondNorm.weight, head.secondNorm.bias);
        Initialization.Glorot(head.output, generator);
        Initialization.Constant(head.sharpness, Math.Log(1 / InitialTemperature));
        int cells = config.Upscale * config.Upscale;
        using Tensor depth = head.output.bias!.narrow(0, config.EmbeddingWidth * cells, cells).detach();
        Initialization.Constant(depth, Math.Log(config.InitialDepth));
        return head;
    }

    /// <summary>Levels (N, C, h_l, w_l), finest first, to maps of h = Upscale · h_0 rows and w = Upscale · w_0 columns.</summary>
    public override DenseMaps forward(Tensor[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using DisposeScope scope = NewDisposeScope();
        long[] size = input[0].shape[2..];
        Tensor x = input[0];                                                                                       // (N, C, h_0, w_0)
        foreach (Tensor level in input.Skip(1))
        {
            x = x + functional.interpolate(level, size: size, mode: InterpolationMode.Bilinear, align_corners: false);
        }
        x = functional.relu(firstNorm.forward(first.forward(x)));                                                  // (N, H, h_0, w_0)
        x = functional.relu(secondNorm.forward(second.forward(x)));
        x = functional.pixel_shuffle(output.forward(x), config.Upscale).to_type(ScalarType.Float32);               // (N, Dt + 1, h, w)
        Tensor embeddings = functional.normalize(x.narrow(1, 0, config.EmbeddingWidth), dim: 1);                    // (N, Dt, h, w)
        Tensor depth = x.select(1, config.EmbeddingWidth);                                                         // (N, h, w)
        return new(embeddings.MoveToOuterDisposeScope(), depth.MoveToOuterDisposeScope());
    }

    /// <summary>How well each name fits each pixel: cosine / temperature, the temperature learnt. (N·h·w, 18), pixels in the order of a target (N, h, w).</summary>
    /// <param name="embeddings">(N, Dt, h, w) unit vectors.</param>
    public Tensor Logits(Tensor embeddings)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = embeddings.permute(0, 2, 3, 1).reshape(-1, config.EmbeddingWidth);                          // (N·h·w, Dt)
        Tensor scale = sharpness.clamp(max: Math.Log(1 / LeastTemperature)).exp();
        return (matmul(pixels, names.t()) * scale).MoveToOuterDisposeScope();
    }
}
