using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Llm;

/// <summary>
/// A LoRA of a Llama: for each projection that it stands beside a pair of matrices. It is a module of its own, so that it can be trained, saved and
/// taken away without the Llama.
/// </summary>
public sealed class LoraAdapter : Module
{
    private readonly Dictionary<string, LoraMatrices> matrices = [];

    /// <summary>A new one, which changes nothing yet.</summary>
    /// <param name="model">The Llama's architecture.</param>
    /// <param name="config">Rank, strength, targets.</param>
    /// <param name="seed">From which its values follow.</param>
    public LoraAdapter(LanguageConfig model, LoraConfig config, ulong seed = 0) : base(nameof(LoraAdapter))
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        using Generator generator = new(seed, CPU);
        foreach (var tensor in LlamaGguf.Tensors(model).Where(t => t.IsMatrix))
        {
            var name = PathOf(tensor);
            if (config.Targets.Contains(name.Split('.')[^1]))
            {
                LoraMatrices pair = new(tensor.Shape[1], tensor.Shape[0], config, generator);
                matrices.Add(name, pair);
                register_module(name.Replace('.', '/'), pair); // a module's name has no dots
            }
        }
    }

    /// <summary>Reads one from where it lies.</summary>
    /// <param name="path">PEFT's folder, or a LoRA as a GGUF file.</param>
    /// <param name="model">The Llama that it belongs to.</param>
    /// <exception cref="InvalidDataException">It is none, or does not fit that Llama.</exception>
    public static LoraAdapter Read(string path, LanguageConfig model) => Directory.Exists(path) ? PeftFolder.Read(path, model) : LoraGguf.Read(path, model);

    /// <summary>Rank, strength, targets.</summary>
    public LoraConfig Config { get; }

    /// <summary>The matrices by the projection's path: <c>model.layers.0.self_attn.q_proj</c> and so on.</summary>
    internal IReadOnlyDictionary<string, LoraMatrices> Matrices => matrices;

    /// <summary>The path of a weight: Hugging Face's name without <c>.weight</c>.</summary>
    internal static string PathOf(LlamaTensor tensor) => tensor.HuggingFaceName[..^".weight".Length];

    /// <summary>Puts it beside a Llama's projections, in place of another.</summary>
    public void Attach(LlamaModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var (name, projection) in model.Projections)
        {
            projection.Lora = matrices.GetValueOrDefault(name);
        }
    }

    /// <summary>Takes whatever stands beside a Llama's projections away.</summary>
    public static void Detach(LlamaModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var (_, projection) in model.Projections)
        {
            projection.Lora = null;
        }
    }

    /// <summary>Adds it to a Llama's weights for good, and takes it away from beside them.</summary>
    public void Fuse(LlamaModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var _ = no_grad();
        foreach (var (name, projection) in model.Projections)
        {
            if (matrices.TryGetValue(name, out var pair))
            {
                using var scope = NewDisposeScope();
                projection.Set(projection.Weight() + pair.Update());
            }
        }

        Detach(model);
    }
}
