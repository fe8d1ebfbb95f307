using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Planning;

/// <summary>f ← LayerNorm(f).</summary>
internal sealed class NormBlock : DecoderBlock
{
    private readonly LayerNorm norm;

    public NormBlock(int width) : base(nameof(DecoderOperation.Norm))
    {
        norm = LayerNorm(width);
        RegisterComponents();
    }

    public override DecoderState forward(DecoderState state, DecoderContext context, Tensor time) =>
        state with { Features = norm.forward(state.Features) };
}

/// <summary>
/// f ← f + W₂ ReLU(W₁ f). The normalised kind (SparseDrive's asymmetric one) first takes n = LayerNorm(f), and gives W₀ n + W₂ ReLU(W₁ n).
/// </summary>
internal sealed class FeedForwardBlock : DecoderBlock
{
    private readonly LayerNorm? norm;
    private readonly Linear expand;
    private readonly Linear contract;
    private readonly Linear? identity;

    public FeedForwardBlock(DecoderConfig config) : base(nameof(DecoderOperation.FeedForward))
    {
        norm = config.NormalisedFeedForward ? LayerNorm(config.Width) : null;
        expand = Linear(config.Width, config.FfnWidth);
        contract = Linear(config.FfnWidth, config.Width);
        identity = config.NormalisedFeedForward ? Linear(config.Width, config.Width) : null;
        RegisterComponents();
    }

    public override DecoderState forward(DecoderState state, DecoderContext context, Tensor time)
    {
        Tensor x = norm is null ? state.Features : norm.forward(state.Features);
        Tensor skip = identity is null ? x : identity.forward(x);
        return state with { Features = skip + contract.forward(functional.relu(expand.forward(x))) }; // (B, M, C)
    }
}

/// <summary>f ← f (1 + γ) + β with (γ, β) = Linear(Mish(τ)), τ the embedded diffusion time.</summary>
internal sealed class ModulationBlock : DecoderBlock
{
    private readonly Linear scale_shift;

    public ModulationBlock(int width) : base(nameof(DecoderOperation.Modulation))
    {
        scale_shift = Linear(width, 2 * width);
        RegisterComponents();
    }

    public override DecoderState forward(DecoderState state, DecoderContext context, Tensor time)
    {
        Tensor[] parts = scale_shift.forward(functional.mish(time)).chunk(2, -1); // (B, 1, C) each
        return state with { Features = state.Features * (parts[0] + 1) + parts[1] };
    }
}
