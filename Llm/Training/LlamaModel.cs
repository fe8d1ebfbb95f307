using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Llm;

// B batch, T places, D width, V vocabulary

/// <summary>
/// A Llama that can be trained: token embedding, blocks of attention and SwiGLU, final RMS norm, output matrix. Its tensors bear Hugging Face's
/// names and row order, so that a state dict of LlamaForCausalLM is its own. Served, the same weights run in llama.cpp (<see cref="LlamaGguf"/>).
/// </summary>
public sealed class LlamaModel : Module
{
    private readonly Trunk model;
    private readonly Projection lm_head;

    /// <summary>With weights yet to be read.</summary>
    /// <param name="config">The architecture.</param>
    /// <param name="storage">How matrices are kept.</param>
    public LlamaModel(LanguageConfig config, WeightStorage storage = WeightStorage.Full) : base(nameof(LlamaModel))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        (Config, Storage) = (config, storage);
        model = new(config, storage);
        lm_head = new(config.Width, config.Vocabulary, storage == WeightStorage.EightBit ? WeightStorage.BFloat16 : storage);
        RegisterComponents();
    }

    /// <summary>The architecture.</summary>
    public LanguageConfig Config { get; }

    /// <summary>How matrices are kept.</summary>
    public WeightStorage Storage { get; }

    /// <summary>Whether blocks are computed again in the backward pass instead of keeping what they computed: less memory, a third more time.</summary>
    public bool Checkpointed { get; set; }

    /// <summary>Embeddings (…, D) of token ids.</summary>
    public Tensor Embed(Tensor tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return model.embed_tokens.forward(tokens);
    }

    /// <summary>Hidden states (B, T, D) after the final norm.</summary>
    /// <param name="embeddings">(B, T, D): of tokens, of scenes, of both.</param>
    /// <param name="plan">Positions and mask.</param>
    /// <param name="observe">Hears the input of each block and, last, of the output matrix: Hugging Face's hidden_states; null: nobody does.</param>
    /// <param name="between">Gets the number of a block and its input, and returns what the block is to get in its place, and likewise behind the last; null: nothing comes between.</param>
    public Tensor forward(Tensor embeddings, AttentionPlan plan, Action<Tensor>? observe = null, Func<int, Tensor, Tensor>? between = null)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        ArgumentNullException.ThrowIfNull(plan);
        using var scope = NewDisposeScope();
        var rotary = RotaryTable.Of(plan.Places, Config);
        var mask = TreeAttention.Suits(plan, Config, embeddings.device) ? null : plan.Mask();
        var x = embeddings;
        foreach (var (number, layer) in model.layers.Index())
        {
            x = between?.Invoke(number, x) ?? x;
            observe?.Invoke(x);
            x = Checkpointed
                ? ActivationCheckpoint.Run((input, t) => layer.forward(input, new(t[0], t[1]), plan, t.ElementAtOrDefault(2)), x, mask is null ? [rotary.Cos, rotary.Sin] : [rotary.Cos, rotary.Sin, mask])
                : layer.forward(x, rotary, plan, mask);
        }

        x = model.norm.forward(between?.Invoke(Config.Layers, x) ?? x);
        observe?.Invoke(x);
        return x.MoveToOuterDisposeScope();
    }

    /// <summary>Logits (…, V) in single precision of hidden states (…, D).</summary>
    public Tensor Logits(Tensor hidden) => lm_head.forward(hidden).to_type(ScalarType.Float32);

    /// <summary>The projections that a LoRA may stand beside, by their names: <c>model.layers.0.self_attn.q_proj</c> and so on.</summary>
    internal IReadOnlyDictionary<string, Projection> Projections => named_modules().Where(m => m.module is Projection && m.name != nameof(lm_head)).ToDictionary(m => m.name, m => (Projection)m.module);

    /// <summary>The module that holds a tensor of <see cref="LlamaGguf.Tensors"/>, by Hugging Face's name without <c>.weight</c>.</summary>
    internal Module Holder(string name) => named_modules().First(m => m.name == name).module;

    /// <summary>What Hugging Face calls <c>model</c>.</summary>
    private sealed class Trunk : Module
    {
        public readonly Embedding embed_tokens;
        public readonly ModuleList<LlamaLayer> layers = new();
        public readonly RmsNorm norm;

        public Trunk(LanguageConfig config, WeightStorage storage) : base(nameof(Trunk))
        {
            embed_tokens = Embedding(config.Vocabulary, config.Width);
            for (var i = 0; i < config.Layers; i++)
            {
                layers.Add(new(config, storage));
            }

            norm = new(config.Width, config.NormEpsilon);
            RegisterComponents();
        }
    }
}
