using TorchSharp;
using static TorchSharp.torch;

namespace VoxPilot.Llm;

/// <summary>A LoRA adapter of a Llama as a GGUF file.</summary>
public static class LoraGguf
{
    private const string Type = "general.type", Architecture = "general.architecture", Kind = "adapter.type", Alpha = "adapter.lora.alpha", Invocation = "adapter.alora.invocation_tokens";
    private const string A = ".lora_a", B = ".lora_b";

    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">The Llama that it belongs to.</param>
    /// <param name="rank">r.</param>
    /// <param name="alpha">α; the adapter's strength is α / r.</param>
    /// <param name="matrices">
    /// Gives A (r, in) and B (out, r) of a weight, rows of B in Hugging Face's order, or null where the weight is not adapted.
    /// </param>
    /// <param name="type">How the matrices are stored.</param>
    public static void Write(string path, LanguageConfig config, int rank, float alpha, Func<LlamaTensor, (float[] A, float[] B)?> matrices, GgufTensorType type = GgufTensorType.F32)
    {
        var writer = new GgufWriter();
        writer.Add(Architecture, "llama");
        writer.Add(Type, "adapter");
        writer.Add(Kind, "lora");
        writer.Add(Alpha, alpha);
        foreach (var tensor in LlamaGguf.Tensors(config).Where(t => t.IsMatrix))
        {
            if (matrices(tensor) is not var (a, b))
            {
                continue;
            }

            long output = tensor.Shape[0], input = tensor.Shape[1];
            writer.AddTensor(tensor.Name + A, [rank, input], type, () => a);
            var columns = tensor with { Shape = [output, rank] };
            writer.AddTensor(tensor.Name + B, [output, rank], type, () => LlamaGguf.Interleave(b, columns));
        }

        writer.Save(path);
    }

    /// <summary>Writes a trained one, for llama.cpp to put beside the model that it was trained beside.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">The Llama that it belongs to.</param>
    /// <param name="adapter">The LoRA.</param>
    /// <param name="type">How the matrices are stored.</param>
    public static void Write(string path, LanguageConfig config, LoraAdapter adapter, GgufTensorType type = GgufTensorType.F32)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        Write(
            path, config, adapter.Config.Rank, (float)adapter.Config.Alpha,
            tensor => adapter.Matrices.TryGetValue(LoraAdapter.PathOf(tensor), out var pair) ? (Floats(pair.A), Floats(pair.B)) : null,
            type);

        static float[] Floats(Tensor tensor)
        {
            using var values = tensor.detach().cpu().contiguous();
            return values.data<float>().ToArray();
        }
    }

    /// <summary>Reads one, to go on with it in single precision. Projections that the file says nothing of get an update of zero.</summary>
    /// <param name="path">The file; its matrices are F32, F16, BF16 or Q8_0.</param>
    /// <param name="model">The Llama that it belongs to.</param>
    /// <exception cref="InvalidDataException">It is none, is one of another kind, or does not fit that Llama; the message says where.</exception>
    public static LoraAdapter Read(string path, LanguageConfig model)
    {
        var (file, config, tensors) = Open(path, model);
        var adapter = new LoraAdapter(model, config);
        try
        {
            using var _ = no_grad();
            foreach (var tensor in tensors)
            {
                using var scope = NewDisposeScope();
                var pair = adapter.Matrices[LoraAdapter.PathOf(tensor)];
                pair.A.copy_(torch.tensor(Finite(file, tensor.Name + A), pair.A.shape));
                pair.B.copy_(torch.tensor(LlamaGguf.Deinterleave(Finite(file, tensor.Name + B), tensor with { Shape = pair.B.shape }), pair.B.shape));
            }

            return adapter;
        }
        catch
        {
            adapter.Dispose();
            throw;
        }
    }

    /// <summary>Makes sure that <see cref="Read"/> would read it, one matrix after the other.</summary>
    /// <exception cref="InvalidDataException">As there.</exception>
    public static void Check(string path, LanguageConfig model)
    {
        var (file, _, tensors) = Open(path, model);
        foreach (var tensor in tensors)
        {
            Finite(file, tensor.Name + A);
            Finite(file, tensor.Name + B);
        }
    }

    private static (GgufFile File, LoraConfig Config, List<LlamaTensor> Tensors) Open(string path, LanguageConfig model)
    {
        var file = GgufFile.Read(path);
        Expect(file, Type, "adapter");
        Expect(file, Architecture, "llama");
        Expect(file, Kind, "lora");
        if (file.Metadata.ContainsKey(Invocation))
        {
            throw new InvalidDataException($"{path}: it is an activated LoRA ({Invocation}), which is not read.");
        }

        var projections = LlamaGguf.Tensors(model).Where(t => LoraConfig.AllProjections.Contains(Target(t))).ToList();
        var expected = projections.SelectMany(t => new[] { t.Name + A, t.Name + B }).ToHashSet(StringComparer.Ordinal);
        if (file.Tensors.FirstOrDefault(t => !expected.Contains(t.Name)) is { } foreign)
        {
            throw new InvalidDataException($"{path}: the tensor {foreign.Name} is no LoRA's of a projection of a Llama with {model.Layers} layers.");
        }

        List<LlamaTensor> adapted = [.. projections.Where(t => file.TryGetTensor(t.Name + A, out _) || file.TryGetTensor(t.Name + B, out _))];
        if (adapted.Count == 0)
        {
            throw new InvalidDataException($"{path}: it holds no matrices.");
        }

        // The first one's rank is everyone's: α / r is one number.
        var rank = file.TryGetTensor(adapted[0].Name + A, out var first) ? first.Shape[0] : 0;
        foreach (var tensor in adapted)
        {
            Expect(file, tensor.Name + A, [rank, tensor.Shape[1]]);
            Expect(file, tensor.Name + B, [tensor.Shape[0], rank]);
        }

        LoraConfig config = new()
        {
            Rank = (int)rank,
            Alpha = Strength(file) is var alpha and not 0 ? alpha : rank, // without α the update counts as it is
            Targets = [.. LoraConfig.AllProjections.Where(target => adapted.Any(t => Target(t) == target))],
        };
        return (file, config, adapted);
    }

    private static string Target(LlamaTensor tensor) => LoraAdapter.PathOf(tensor).Split('.')[^1];

    private static void Expect(GgufFile file, string key, string expected)
    {
        var found = file.Metadata.TryGetValue(key, out var value) ? value.Value as string ?? value.Type.ToString() : "missing";
        if (found != expected)
        {
            throw new InvalidDataException($"{file.Path}: {key} is {found}; a LoRA's is {expected}.");
        }
    }

    private static void Expect(GgufFile file, string name, IReadOnlyList<long> shape)
    {
        if (!file.TryGetTensor(name, out var tensor))
        {
            throw new InvalidDataException($"{file.Path}: the tensor {name} is missing.");
        }

        if (!tensor.Shape.SequenceEqual(shape))
        {
            throw new InvalidDataException($"{file.Path}: the tensor {name} has the shape ({string.Join(", ", tensor.Shape)}); ({string.Join(", ", shape)}) is expected.");
        }

        if (!GgufEncoding.Knows(tensor.Type))
        {
            throw new InvalidDataException($"{file.Path}: the tensor {name} is stored as {tensor.Type}; F32, F16, BF16 and Q8_0 are read.");
        }
    }

    private static double Strength(GgufFile file) => !file.Metadata.TryGetValue(Alpha, out var value) ? 0
        : value.Value is float alpha && float.IsFinite(alpha) ? alpha
        : throw new InvalidDataException($"{file.Path}: {Alpha} is {value.Value}; a finite 32-bit float is expected.");

    private static float[] Finite(GgufFile file, string name)
    {
        var values = file.ReadFloats(name);
        return values.All(float.IsFinite) ? values : throw new InvalidDataException($"{file.Path}: the tensor {name} holds numbers that are not finite.");
    }
}
