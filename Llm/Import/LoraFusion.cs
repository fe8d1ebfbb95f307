using static TorchSharp.torch;

namespace VoxPilot.Llm;

/// <summary>
/// A LoRA put into the weights of a Llama that lies as GGUF, in single precision: W + scale · (α / r) · B A. Vocabulary and other metadata stay as they are,
/// and so does each weight that nothing changes. One weight at a time is in memory.
/// </summary>
public static class LoraFusion
{
    private const string FileType = "general.file_type";

    /// <summary>Writes the GGUF.</summary>
    /// <param name="model">The Llama: a GGUF.</param>
    /// <param name="lora">The LoRA: PEFT's folder, or a GGUF.</param>
    /// <param name="path">The file that is written.</param>
    /// <param name="quantisation">How matrices are stored; null: as in <paramref name="model"/>.</param>
    /// <param name="scale">How much of the LoRA; 1 as trained.</param>
    /// <exception cref="InvalidDataException">Something does not fit, or is stored in a way out of which numbers are not read; the message says what to do.</exception>
    public static void Run(string model, string lora, string path, LlamaQuantisation? quantisation = null, double scale = 1)
    {
        var source = GgufFile.Read(model);
        var config = LlamaGguf.ReadConfig(source);
        var table = LlamaGguf.Tensors(config).ToDictionary(t => t.Name, StringComparer.Ordinal);
        Check(source, table.Values);
        using var adapter = LoraAdapter.Read(lora, config);
        if (quantisation is null)
        {
            Write(path, null);
        }
        else
        {
            LlamaQuantiser.Write(path, quantisation, (written, type) => Write(written, type));
        }

        void Write(string target, GgufTensorType? matrices)
        {
            var writer = new GgufWriter { Alignment = source.Alignment };
            var kind = matrices is null ? null : LlamaQuantisation.All.First(q => q.Direct == matrices);
            foreach (var (key, value) in source.Metadata.Where(pair => pair.Key != GgufFile.AlignmentKey))
            {
                writer.Add(key, key == FileType && kind is not null ? GgufValue.From((uint)kind.FileType) : value);
            }

            foreach (var entry in source.Tensors)
            {
                var tensor = table.GetValueOrDefault(entry.Name);
                var pair = tensor is null ? null : adapter.Matrices.GetValueOrDefault(LoraAdapter.PathOf(tensor));
                var stored = tensor is { IsMatrix: true } && matrices is { } type ? type : entry.Type;
                Require(source, entry, pair is not null || stored != entry.Type, stored);
                writer.AddEncoded(entry.Name, entry.Shape, stored, () => Bytes(source, entry, stored, tensor, pair, scale));
            }

            writer.Save(target);
        }
    }

    private static ReadOnlyMemory<byte> Bytes(GgufFile source, GgufTensor entry, GgufTensorType stored, LlamaTensor? tensor, LoraMatrices? pair, double scale)
    {
        if (pair is null && stored == entry.Type)
        {
            return source.ReadBytes(entry.Name);
        }

        var values = source.ReadFloats(entry.Name);
        if (pair is not null)
        {
            var update = LlamaGguf.Interleave(Update(pair, scale), tensor!);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] += update[i];
            }
        }

        return GgufEncoding.Encode(values, stored);
    }

    // Row-major, rows in Hugging Face's order.
    private static float[] Update(LoraMatrices pair, double scale)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return (pair.Update() * scale).contiguous().data<float>().ToArray();
    }

    private static void Check(GgufFile source, IEnumerable<LlamaTensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            if (!source.TryGetTensor(tensor.Name, out var entry))
            {
                if (tensor.Name != "output.weight") // a Llama whose embedding is its output matrix too has none
                {
                    throw new InvalidDataException($"{source.Path}: the tensor {tensor.Name} is missing.");
                }
            }
            else if (!tensor.Shape.SequenceEqual(entry.Shape))
            {
                throw new InvalidDataException($"{source.Path}: the tensor {tensor.Name} has the shape ({string.Join(", ", entry.Shape)}); ({string.Join(", ", tensor.Shape)}) is expected.");
            }
        }
    }

    private static void Require(GgufFile source, GgufTensor entry, bool changes, GgufTensorType stored)
    {
        if (changes && !GgufEncoding.Knows(entry.Type))
        {
            throw new InvalidDataException(
                $"{source.Path}: the tensor {entry.Name} is stored as {entry.Type}, into which nothing is fused. Take a pack of the same model in F16, F32 or Q8_0, fuse, and store the result as {LlamaQuantisation.Q4.Name}.");
        }

        if (entry.Shape[^1] % GgufEncoding.Block(stored).Elements != 0)
        {
            throw new InvalidDataException($"{source.Path}: the tensor {entry.Name} has rows of {entry.Shape[^1]}, which do not fill whole blocks of {stored}; store it as {LlamaQuantisation.F16.Name}.");
        }
    }
}
