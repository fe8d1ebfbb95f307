using static TorchSharp.torch;

namespace VoxPilot.Planning;

/// <summary>What a planner knows before it denoises. Its tensors belong to the dispose scope in which it was made.</summary>
public sealed class PlannerContext
{
    internal PlannerContext(Tensor logits, DecoderContext decoder) => (Logits, Decoder) = (logits, decoder);

    /// <summary>The scorer's logits, (B, K).</summary>
    public Tensor Logits { get; }

    /// <summary>What the decoder attends to.</summary>
    internal DecoderContext Decoder { get; }
}
