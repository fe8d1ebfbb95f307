namespace VoxPilot.Llm;

/// <summary>A LoRA adapter of a Llama as a GGUF file.</summary>
public static class LoraGguf
{
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
        writer.Add("general.architecture", "llama");
        writer.Add("general.type", "adapter");
        writer.Add("adapter.type", "lora");
        writer.Add("adapter.lora.alpha", alpha);
        foreach (var tensor in LlamaGguf.Tensors(config).Where(t => t.IsMatrix))
        {
            if (matrices(tensor) is not var (a, b))
            {
                continue;
            }

            long output = tensor.Shape[0], input = tensor.Shape[1];
            writer.AddTensor($"{tensor.Name}.lora_a", [rank, input], type, () => a);
            var columns = tensor with { Shape = [output, rank] };
            writer.AddTensor($"{tensor.Name}.lora_b", [output, rank], type, () => LlamaGguf.Interleave(b, columns));
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

        static float[] Floats(TorchSharp.torch.Tensor tensor)
        {
            using var values = tensor.detach().cpu().contiguous();
            return values.data<float>().ToArray();
        }
    }
}
