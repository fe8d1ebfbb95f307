using TorchSharp;
using VoxPilot.Driving;
using VoxPilot.Llm;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>A pack's language model where it learns: the trainable Llama, perhaps a LoRA beside it, and the engine's own tokenizer.</summary>
internal sealed class TrainedLanguage : IDisposable
{
    private readonly LlamaRuntime tokenizer;
    private readonly SentencePieceVocabulary vocabulary;
    private readonly Tensor weights;

    private TrainedLanguage(LlamaModel model, LlamaRuntime tokenizer, SentencePieceVocabulary vocabulary, LoraAdapter? lora, Device device)
    {
        (Model, this.tokenizer, this.vocabulary, Lora) = (model, tokenizer, vocabulary, lora);
        Tokens = new(tokenizer);
        model.to(device);
        lora?.to(device);
        lora?.Attach(model);
        weights = LanguageLoss.Weights(vocabulary).to(device).DetachFromDisposeScope();
        Reading = new(model, new(weights));
        foreach (Tensor tensor in model.parameters().Concat<Tensor>(model.buffers()).Concat(lora?.parameters() ?? []))
        {
            tensor.DetachFromDisposeScope();
        }
    }

    /// <summary>The Llama.</summary>
    public LlamaModel Model { get; }

    /// <summary>The LoRA beside it; null: none.</summary>
    public LoraAdapter? Lora { get; }

    /// <summary>Cuts texts as they are cut when served.</summary>
    public PromptTokens Tokens { get; }

    /// <summary>The Llama among scene tokens.</summary>
    public SceneReading Reading { get; }

    /// <summary>The language model of a pack.</summary>
    /// <param name="pack">The pack; its weights must be ones that can be read (F32, F16, BF16, Q8_0).</param>
    /// <param name="lora">A new LoRA to be put beside it; null: none.</param>
    /// <param name="learns">Whether the Llama's own weights are to be learnt.</param>
    /// <param name="seed">From which the LoRA's values follow.</param>
    /// <param name="device">Where it runs.</param>
    /// <exception cref="TrainingException">Its file cannot be read.</exception>
    public static TrainedLanguage Load(ModelPack pack, LoraConfig? lora, bool learns, ulong seed, Device device)
    {
        string path = pack.PathOf(PackFiles.Language);
        try
        {
            LlamaModel model = LlamaWeights.ReadGguf(path);
            foreach (TorchSharp.Modules.Parameter parameter in model.parameters())
            {
                parameter.requires_grad_(learns);
            }
            return new(
                model,
                LlamaRuntime.Load(path, new() { VocabularyOnly = true }),
                SentencePieceVocabulary.From(GgufFile.Read(path)),
                lora is null ? null : new(model.Config, lora, seed),
                device);
        }
        catch (Exception fault) when (fault is InvalidDataException or LanguageRuntimeException)
        {
            throw new TrainingException($"The language model of {pack.Info.Name} cannot be trained: {fault.Message}", fault);
        }
    }

    /// <summary>A Llama of random weights over a vocabulary.</summary>
    /// <param name="config">Its architecture.</param>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="seed">From which its weights follow.</param>
    /// <param name="device">Where it runs.</param>
    public static TrainedLanguage Untrained(LanguageConfig config, SentencePieceVocabulary vocabulary, ulong seed, Device device)
    {
        string file = Path.GetTempFileName();
        try
        {
            UntrainedLlama.Write(file, config, seed, vocabulary, GgufTensorType.F16);
            return new(LlamaWeights.Untrained(config, seed), LlamaRuntime.Load(file, new() { VocabularyOnly = true }), vocabulary, null, device);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Writes it as it is served: GGUF, the LoRA fused.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The model's name in the metadata.</param>
    /// <param name="type">How matrices are stored.</param>
    public void Write(string path, string name, GgufTensorType type) => LlamaWeights.WriteGguf(Model, path, name, vocabulary, type, Lora);

    /// <inheritdoc/>
    public void Dispose()
    {
        Lora?.Dispose();
        Model.Dispose();
        weights.Dispose();
        tokenizer.Dispose();
    }
}
