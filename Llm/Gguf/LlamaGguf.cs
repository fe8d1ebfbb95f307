namespace VoxPilot.Llm;

/// <summary>A Llama as a GGUF file: the table of its weights, and writing them with Hugging Face's row order turned into GGUF's.</summary>
public static class LlamaGguf
{
    /// <summary>All weights of a Llama, in the order in which they are written.</summary>
    public static IReadOnlyList<LlamaTensor> Tensors(LanguageConfig config)
    {
        long d = config.Width, kv = (long)config.KvHeads * config.HeadWidth, f = config.Ffn, v = config.Vocabulary;
        var tensors = new List<LlamaTensor> { new("token_embd.weight", "model.embed_tokens.weight", [v, d]) };
        for (var i = 0; i < config.Layers; i++)
        {
            string ours = $"blk.{i}", theirs = $"model.layers.{i}";
            tensors.AddRange([
                new($"{ours}.attn_norm.weight", $"{theirs}.input_layernorm.weight", [d]),
                new($"{ours}.attn_q.weight", $"{theirs}.self_attn.q_proj.weight", [d, d], config.Heads),
                new($"{ours}.attn_k.weight", $"{theirs}.self_attn.k_proj.weight", [kv, d], config.KvHeads),
                new($"{ours}.attn_v.weight", $"{theirs}.self_attn.v_proj.weight", [kv, d]),
                new($"{ours}.attn_output.weight", $"{theirs}.self_attn.o_proj.weight", [d, d]),
                new($"{ours}.ffn_norm.weight", $"{theirs}.post_attention_layernorm.weight", [d]),
                new($"{ours}.ffn_gate.weight", $"{theirs}.mlp.gate_proj.weight", [f, d]),
                new($"{ours}.ffn_up.weight", $"{theirs}.mlp.up_proj.weight", [f, d]),
                new($"{ours}.ffn_down.weight", $"{theirs}.mlp.down_proj.weight", [d, f]),
            ]);
        }

        tensors.Add(new("output_norm.weight", "model.norm.weight", [d]));
        tensors.Add(new("output.weight", "lm_head.weight", [v, d]));
        return tensors;
    }

    /// <summary>Writes a Llama.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The model's name in the metadata.</param>
    /// <param name="config">Its architecture.</param>
    /// <param name="vocabulary">Its tokenizer; null for a model that takes token ids only.</param>
    /// <param name="type">How matrices are stored; norms are always F32.</param>
    /// <param name="weights">Gives a weight's numbers, row-major, rows in Hugging Face's order (rotary halves one after the other).</param>
    public static void Write(string path, string name, LanguageConfig config, SentencePieceVocabulary? vocabulary, GgufTensorType type, Func<LlamaTensor, float[]> weights) =>
        WriteEncoded(path, name, config, vocabulary, type, (tensor, stored) => GgufEncoding.Encode(Interleave(weights(tensor), tensor), stored));

    /// <summary>Writes a Llama whose weights are given as they are stored, rows in GGUF's order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The model's name in the metadata.</param>
    /// <param name="config">Its architecture.</param>
    /// <param name="vocabulary">Its tokenizer; null for a model that takes token ids only.</param>
    /// <param name="type">How matrices are stored; norms are always F32.</param>
    /// <param name="weights">Gives a weight's bytes in the type that it is stored in.</param>
    public static void WriteEncoded(
        string path, string name, LanguageConfig config, SentencePieceVocabulary? vocabulary, GgufTensorType type, Func<LlamaTensor, GgufTensorType, ReadOnlyMemory<byte>> weights)
    {
        config.Validate();
        if (vocabulary is not null && vocabulary.Pieces.Length != config.Vocabulary)
        {
            throw new ArgumentException($"The vocabulary has {vocabulary.Pieces.Length} pieces; the config says {config.Vocabulary}.", nameof(vocabulary));
        }

        var writer = new GgufWriter();
        AddMetadata(writer, name, config, type);
        if (vocabulary is null)
        {
            writer.Add("tokenizer.ggml.model", "none");
        }
        else
        {
            vocabulary.WriteTo(writer);
        }

        foreach (var tensor in Tensors(config))
        {
            var stored = tensor.IsMatrix ? type : GgufTensorType.F32;
            writer.AddEncoded(tensor.Name, tensor.Shape, stored, () => weights(tensor, stored));
        }

        writer.Save(path);
    }

    /// <summary>Reads the architecture out of a Llama GGUF.</summary>
    public static LanguageConfig ReadConfig(GgufFile file)
    {
        var architecture = file.Require("general.architecture").AsText();
        if (architecture != "llama")
        {
            throw new InvalidDataException($"{file.Path}: its architecture is {architecture}; llama is expected.");
        }

        var heads = Integer("llama.attention.head_count");
        var config = new LanguageConfig
        {
            Width = Integer("llama.embedding_length"),
            Layers = Integer("llama.block_count"),
            Heads = heads,
            KvHeads = file.Metadata.ContainsKey("llama.attention.head_count_kv") ? Integer("llama.attention.head_count_kv") : heads,
            Ffn = Integer("llama.feed_forward_length"),
            Vocabulary = file.Metadata.TryGetValue("tokenizer.ggml.tokens", out var tokens) ? tokens.AsArray<string>().Length : Integer("llama.vocab_size"),
            Context = Integer("llama.context_length"),
            NormEpsilon = (float)file.Require("llama.attention.layer_norm_rms_epsilon").AsNumber(),
            RopeBase = file.Metadata.TryGetValue("llama.rope.freq_base", out var b) ? (float)b.AsNumber() : 10000f,
        };
        return config;

        int Integer(string key) => checked((int)file.Require(key).AsInteger());
    }

    private static void AddMetadata(GgufWriter writer, string name, LanguageConfig config, GgufTensorType type)
    {
        writer.Add("general.architecture", "llama");
        writer.Add("general.type", "model");
        writer.Add("general.name", name);
        writer.Add("general.file_type", type switch { GgufTensorType.F32 => 0u, GgufTensorType.F16 => 1u, GgufTensorType.Q8_0 => 7u, GgufTensorType.Q4_K => 14u, _ => 32u });
        writer.Add("llama.vocab_size", (uint)config.Vocabulary);
        writer.Add("llama.context_length", (uint)config.Context);
        writer.Add("llama.embedding_length", (uint)config.Width);
        writer.Add("llama.block_count", (uint)config.Layers);
        writer.Add("llama.feed_forward_length", (uint)config.Ffn);
        writer.Add("llama.attention.head_count", (uint)config.Heads);
        writer.Add("llama.attention.head_count_kv", (uint)config.KvHeads);
        writer.Add("llama.attention.layer_norm_rms_epsilon", config.NormEpsilon);
        writer.Add("llama.rope.dimension_count", (uint)config.HeadWidth);
        writer.Add("llama.rope.freq_base", config.RopeBase);
    }

    /// <summary>
    /// Rows from Hugging Face's order to GGUF's: the one's rotary embedding turns rows i and i + half of a head together, the other's neighbouring rows (2i, 2i + 1).
    /// </summary>
    internal static float[] Interleave(float[] values, LlamaTensor tensor) => Reordered(values, tensor, back: false);

    /// <summary>The other way round.</summary>
    internal static float[] Deinterleave(float[] values, LlamaTensor tensor) => Reordered(values, tensor, back: true);

    private static float[] Reordered(float[] values, LlamaTensor tensor, bool back)
    {
        if (tensor.RotaryHeads == 0)
        {
            return values;
        }

        int rows = (int)tensor.Shape[0], columns = (int)tensor.Shape[1], head = rows / tensor.RotaryHeads, half = head / 2;
        var result = new float[values.Length];
        for (var row = 0; row < rows; row++)
        {
            int h = row / head, i = row % head;
            var theirs = h * head + (i % 2) * half + i / 2;
            var (from, to) = back ? (row, theirs) : (theirs, row);
            values.AsSpan(from * columns, columns).CopyTo(result.AsSpan(to * columns));
        }

        return result;
    }
}
