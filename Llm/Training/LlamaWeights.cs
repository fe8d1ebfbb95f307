using TorchSharp;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Llm;

/// <summary>Weights of a trainable Llama from and to files: GGUF, and Hugging Face's safetensors, whole or in shards.</summary>
public static class LlamaWeights
{
    private const float EmbeddingDeviation = 0.5f;

    /// <summary>Reads a Llama out of a GGUF file of F32, F16, BF16 or Q8_0.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing, has another shape or a type that is not read.</exception>
    public static LlamaModel ReadGguf(string path, WeightStorage storage = WeightStorage.Full)
    {
        var file = GgufFile.Read(path);
        var config = LlamaGguf.ReadConfig(file);
        var model = new LlamaModel(config, storage);
        Fill(model, tensor =>
        {
            // A Llama whose embedding is its output matrix too has no output.weight.
            var name = tensor.Name == "output.weight" && !file.TryGetTensor(tensor.Name, out _) ? "token_embd.weight" : tensor.Name;
            if (!file.TryGetTensor(name, out var entry))
            {
                throw new InvalidDataException($"{path}: the tensor {name} is missing.");
            }

            Check(path, name, tensor, entry.Shape);
            return torch.tensor(LlamaGguf.Deinterleave(file.ReadFloats(name), tensor), [.. tensor.Shape]);
        });
        return model;
    }

    /// <summary>
    /// A Llama with random weights to learn from: <see cref="UntrainedLlama"/>'s with deviation 1/√D, whatever the width. With GPT-2's 0.02 a narrow model's
    /// attention begins so even that it takes long to look at anything. Embeddings are larger, as large as what layers add to them and as scene tokens.
    /// </summary>
    public static LlamaModel Untrained(LanguageConfig config, ulong seed)
    {
        LlamaModel model = new(config);
        Fill(model, tensor => torch.tensor(UntrainedLlama.Weights(tensor, config, seed, tensor.Name == "token_embd.weight" ? EmbeddingDeviation : 1 / MathF.Sqrt(config.Width)), [.. tensor.Shape]));
        return model;
    }

    /// <summary>Writes a Llama as GGUF, with its vocabulary.</summary>
    /// <param name="model">The Llama.</param>
    /// <param name="path">The file.</param>
    /// <param name="name">The model's name in the metadata.</param>
    /// <param name="vocabulary">Its tokenizer; null: none.</param>
    /// <param name="type">How matrices are stored.</param>
    /// <param name="fused">A LoRA that is added to what is written, the model staying as it is; null: none is.</param>
    public static void WriteGguf(LlamaModel model, string path, string name, SentencePieceVocabulary? vocabulary, GgufTensorType type, LoraAdapter? fused = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        LlamaGguf.Write(path, name, model.Config, vocabulary, type, tensor => Floats(model, tensor, fused));
    }

    /// <summary>Reads a Llama out of Hugging Face's folder.</summary>
    /// <exception cref="InvalidDataException">It is no Llama's, or a tensor is missing or has another shape.</exception>
    public static LlamaModel ReadHuggingFace(string folder, WeightStorage storage = WeightStorage.Full)
    {
        using var source = HuggingFaceFolder.Open(folder);
        LlamaModel model = new(source.Config, storage);
        Fill(model, source.Read);
        return model;
    }

    /// <summary>Writes Hugging Face's folder: config.json and one model.safetensors.</summary>
    /// <param name="model">The Llama; a LoRA beside it is not written.</param>
    /// <param name="folder">Made if absent.</param>
    /// <param name="half">Whether matrices are written in bfloat16.</param>
    public static void WriteHuggingFace(LlamaModel model, string folder, bool half = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        Directory.CreateDirectory(folder);
        using var scope = NewDisposeScope();
        Safetensors.Save(
            Path.Combine(folder, HuggingFaceFolder.SingleFile),
            LlamaGguf.Tensors(model.Config).ToDictionary(t => t.HuggingFaceName, t => half && t.IsMatrix ? Values(model, t).to_type(ScalarType.BFloat16) : Values(model, t)),
            new Dictionary<string, string> { ["format"] = "pt" });
        File.WriteAllText(Path.Combine(folder, HuggingFaceFolder.ConfigFile), HuggingFaceConfig.Write(model.Config, half));
    }

    /// <summary>A weight in single precision, in Hugging Face's row order.</summary>
    internal static Tensor Values(LlamaModel model, LlamaTensor tensor) => model.Holder(LoraAdapter.PathOf(tensor)) switch
    {
        Projection projection => projection.Weight(),
        var other => other.get_parameter("weight")!.detach(),
    };

    private static float[] Floats(LlamaModel model, LlamaTensor tensor, LoraAdapter? fused)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var values = Values(model, tensor);
        return (fused?.Matrices.GetValueOrDefault(LoraAdapter.PathOf(tensor)) is { } pair ? values + pair.Update() : values).cpu().contiguous().data<float>().ToArray();
    }

    private static void Fill(LlamaModel model, Func<LlamaTensor, Tensor> read)
    {
        using var _ = no_grad();
        foreach (var tensor in LlamaGguf.Tensors(model.Config))
        {
            using var scope = NewDisposeScope();
            var values = read(tensor);
            switch (model.Holder(LoraAdapter.PathOf(tensor)))
            {
                case Projection projection:
                    projection.Set(values);
                    break;
                case var other:
                    other.get_parameter("weight")!.copy_(values);
                    break;
            }
        }
    }

    private static void Check(string path, string name, LlamaTensor tensor, IReadOnlyList<long> shape)
    {
        if (!tensor.Shape.SequenceEqual(shape))
        {
            throw new InvalidDataException($"{path}: the tensor {name} has the shape ({string.Join(", ", shape)}); ({string.Join(", ", tensor.Shape)}) is expected.");
        }
    }
}
