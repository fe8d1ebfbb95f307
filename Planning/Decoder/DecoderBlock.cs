using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Planning;

/// <summary>One operation of a decoder: state, context and the embedded diffusion time (B, 1, C) to a new state.</summary>
internal abstract class DecoderBlock(string name) : Module<DecoderState, DecoderContext, Tensor, DecoderState>(name)
{
    /// <summary>The block of an operation.</summary>
    public static DecoderBlock Of(DecoderOperation operation, DecoderConfig config) => operation switch
    {
        DecoderOperation.Norm => new NormBlock(config.Width),
        DecoderOperation.FeedForward => new FeedForwardBlock(config),
        DecoderOperation.Modulation => new ModulationBlock(config.Width),
        DecoderOperation.Refine => new RefineBlock(config),
        DecoderOperation.AgentAttention => new PositionedAttentionBlock(operation, config),
        DecoderOperation.ImagePooling => new ImagePoolingBlock(config),
        _ => new AttentionBlock(operation, config),
    };
}
