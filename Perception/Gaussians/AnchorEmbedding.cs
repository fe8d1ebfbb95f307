using TorchSharp.Modules;
using VoxPilot.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// C numbers of an anchor, D width

/// <summary>e = E(a): what a query learns of its own Gaussian, from the raw numbers (spec/sqs.md §4.1).</summary>
internal sealed class AnchorEmbedding : Module<Tensor, Tensor>
{
    private readonly (int Start, int Count, Sequential Chain)[] parts;
    private readonly Sequential output;

    public AnchorEmbedding(GaussianDecoderConfig config) : base(nameof(AnchorEmbedding))
    {
        List<(int, int, Sequential)> chains = [];
        foreach ((string name, int start, int count) in AnchorSpace.Parts(config))
        {
            Sequential chain = RectifiedChain.Of(count, config.Width, 1, 2);
            register_module(name, chain);
            chains.Add((start, count, chain));
        }
        parts = [.. chains];
        output = RectifiedChain.Of(config.Width, config.Width, 1, 2);
        register_module("output", output);
    }

    /// <summary>(…, C) to (…, D), in single precision also where autocast is on: 8 bits of a logit are half a metre.</summary>
    public override Tensor forward(Tensor raw)
    {
        using Autocast _ = Autocast.Off(raw.device_type);
        Tensor? sum = null;
        foreach ((int start, int count, Sequential chain) in parts)
        {
            Tensor one = chain.forward(raw.narrow(-1, start, count)); // (…, D)
            sum = sum is null ? one : sum + one;
        }
        return output.forward(sum!);
    }

    public void Initialize(Generator generator)
    {
        foreach ((_, _, Sequential chain) in parts)
        {
            Initialization.GlorotChain(chain, generator);
        }
        Initialization.GlorotChain(output, generator);
    }
}
