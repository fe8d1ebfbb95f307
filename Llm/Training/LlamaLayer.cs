using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Llm;

/// <summary>One block: x += attention(norm x); x += feed-forward(norm x). Its parts bear Hugging Face's names.</summary>
internal sealed class LlamaLayer : Module
{
    private readonly RmsNorm input_layernorm;
    private readonly LlamaAttention self_attn;
    private readonly RmsNorm post_attention_layernorm;
    private readonly LlamaFeedForward mlp;

    /// <summary>With weights yet to be read.</summary>
    public LlamaLayer(LanguageConfig config, WeightStorage storage) : base(nameof(LlamaLayer))
    {
        input_layernorm = new(config.Width, config.NormEpsilon);
        self_attn = new(config, storage);
        post_attention_layernorm = new(config.Width, config.NormEpsilon);
        mlp = new(config, storage);
        RegisterComponents();
    }

    /// <summary>(B, T, D) to (B, T, D); see <see cref="LlamaAttention.forward"/>.</summary>
    public Tensor forward(Tensor x, RotaryTable rotary, AttentionPlan plan, Tensor? mask)
    {
        x = x + self_attn.forward(input_layernorm.forward(x), rotary, plan, mask);
        return x + mlp.forward(post_attention_layernorm.forward(x));
    }
}
