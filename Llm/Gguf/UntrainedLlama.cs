using VoxPilot.Llm.Sampling;

namespace VoxPilot.Llm;

/// <summary>A Llama with random weights: it runs and says nothing of sense. The same config and seed give the same bytes on every machine.</summary>
public static class UntrainedLlama
{
    private const float Deviation = 0.02f;

    /// <summary>Writes it as GGUF, with the tokenizer that <see cref="NanoTokenizer"/> trains for this size.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">Its architecture.</param>
    /// <param name="seed">Of the weights.</param>
    /// <param name="type">How matrices are stored: F32, F16, BF16 or Q8_0.</param>
    public static void Write(string path, LanguageConfig config, ulong seed, GgufTensorType type = GgufTensorType.F16) =>
        Write(path, config, seed, NanoTokenizer.Train(config.Vocabulary), type);

    /// <summary>Writes it as GGUF with the given tokenizer, or with none.</summary>
    public static void Write(string path, LanguageConfig config, ulong seed, SentencePieceVocabulary? vocabulary, GgufTensorType type) =>
        LlamaGguf.Write(path, "VoxPilot, untrained", config, vocabulary, type, tensor => Weights(tensor, config, seed));

    /// <summary>
    /// The numbers of one weight: norms are 1; matrices are normal with deviation 0.02, those that write into the residual stream
    /// smaller by √(2 · layers), as in GPT-2.
    /// </summary>
    /// <param name="tensor">Which.</param>
    /// <param name="config">The architecture.</param>
    /// <param name="seed">From which they follow.</param>
    /// <param name="deviation">Another deviation.</param>
    public static float[] Weights(LlamaTensor tensor, LanguageConfig config, ulong seed, float deviation = Deviation)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(config);
        var values = new float[tensor.Shape.Aggregate(1L, (product, size) => product * size)];
        if (!tensor.IsMatrix)
        {
            Array.Fill(values, 1f);
            return values;
        }

        var residual = tensor.Name.EndsWith("attn_output.weight", StringComparison.Ordinal) || tensor.Name.EndsWith("ffn_down.weight", StringComparison.Ordinal);
        deviation = residual ? deviation / MathF.Sqrt(2f * config.Layers) : deviation;
        var random = new SplitMix64(seed ^ Hash(tensor.Name));
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.Normal() * deviation;
        }

        return values;
    }

    // FNV-1a, so that each tensor has numbers of its own whatever the order.
    private static ulong Hash(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in name)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }
}
