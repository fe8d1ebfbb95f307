using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Llm;

/// <summary>SwiGLU: W_down (silu(W_gate x) · W_up x).</summary>
internal sealed class LlamaFeedForward : Module<Tensor, Tensor>
{
    private readonly Projection gate_proj;
    private readonly Projection up_proj;
    private readonly Projection down_proj;

    /// <summary>With weights yet to be read.</summary>
    public LlamaFeedForward(LanguageConfig config, WeightStorage storage) : base(nameof(LlamaFeedForward))
    {
        (gate_proj, up_proj, down_proj) = (new(config.Width, config.Ffn, storage), new(config.Width, config.Ffn, storage), new(config.Ffn, config.Width, storage));
        RegisterComponents();
    }

    /// <summary>(…, D) to (…, D).</summary>
    public override Tensor forward(Tensor x) => down_proj.forward(functional.silu(gate_proj.forward(x)) * up_proj.forward(x));
}
