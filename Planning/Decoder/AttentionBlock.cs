using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Planning;

/// <summary>f ← f + Attention(f, tokens); among the modes themselves, the tokens are f.</summary>
internal sealed class AttentionBlock : DecoderBlock
{
    private readonly DecoderOperation operation;
    private readonly MultiHeadAttention attn;

    public AttentionBlock(DecoderOperation operation, DecoderConfig config) : base(operation.ToString())
    {
        this.operation = operation;
        attn = new(config.Width, config.Heads);
        RegisterComponents();
    }

    public override DecoderState forward(DecoderState state, DecoderContext context, Tensor time)
    {
        Tensor f = state.Features;
        Tensor tokens = operation == DecoderOperation.ModeAttention ? f : context.Sources[operation].Tokens;
        return state with { Features = f + attn.forward(f, tokens, tokens) }; // (B, M, C)
    }
}

/// <summary>
/// Attention in which positions stand beside features, in twice the width (SparseDrive's decoupled attention):
/// f ← W_after [q + Attention(q, [tokens, positions], W_before tokens)] with q = [f, positions].
/// </summary>
internal sealed class PositionedAttentionBlock : DecoderBlock
{
    private readonly DecoderOperation operation;
    private readonly MultiHeadAttention attn;
    private readonly Linear fc_before;
    private readonly Linear fc_after;

    public PositionedAttentionBlock(DecoderOperation operation, DecoderConfig config) : base(operation.ToString())
    {
        this.operation = operation;
        attn = new(2 * config.Width, config.Heads);
        fc_before = Linear(config.Width, 2 * config.Width, hasBias: false);
        fc_after = Linear(2 * config.Width, config.Width, hasBias: false);
        RegisterComponents();
    }

    public override DecoderState forward(DecoderState state, DecoderContext context, Tensor time)
    {
        AttentionSource source = context.Sources[operation];
        Tensor query = cat([state.Features, source.QueryPositions!], -1);          // (B, M, 2C)
        Tensor key = cat([source.Tokens, source.TokenPositions!], -1);             // (B, K, 2C)
        Tensor attended = attn.forward(query, key, fc_before.forward(source.Tokens));
        return state with { Features = fc_after.forward(query + attended) };       // (B, M, C)
    }
}
