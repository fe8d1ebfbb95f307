using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoxPilot.Llm;

/// <summary>A LlamaForCausalLM's config.json.</summary>
internal static class HuggingFaceConfig
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The architecture, and whether the embedding serves as the output matrix too.</returns>
    /// <exception cref="InvalidDataException">It is absent, malformed, or describes something that a Llama of ours is not.</exception>
    public static (LanguageConfig Config, bool Tied) Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            Expect(path, root, "model_type", "llama");
            Expect(path, root, "hidden_act", "silu");
            if (root.TryGetProperty("rope_scaling", out var scaling) && scaling.ValueKind == JsonValueKind.Object)
            {
                throw new InvalidDataException($"{path}: rope_scaling is set; only a plain rotary embedding is read.");
            }

            if (Flag(root, "attention_bias") || Flag(root, "mlp_bias"))
            {
                throw new InvalidDataException($"{path}: the model has biases; a Llama has none.");
            }

            var heads = Number(root, "num_attention_heads");
            return (new()
            {
                Width = Number(root, "hidden_size"),
                Layers = Number(root, "num_hidden_layers"),
                Heads = heads,
                KvHeads = root.TryGetProperty("num_key_value_heads", out _) ? Number(root, "num_key_value_heads") : heads,
                Ffn = Number(root, "intermediate_size"),
                Vocabulary = Number(root, "vocab_size"),
                Context = root.TryGetProperty("max_position_embeddings", out _) ? Number(root, "max_position_embeddings") : 2048,
                NormEpsilon = root.TryGetProperty("rms_norm_eps", out var epsilon) ? epsilon.GetSingle() : 1e-6f,
                RopeBase = Base(root),
            }, Flag(root, "tie_word_embeddings"));
        }
        catch (Exception fault) when (fault is IOException or JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{path}: {fault.Message}", fault);
        }
    }

    /// <summary>As text.</summary>
    /// <param name="config">The architecture; its embedding is not its output matrix.</param>
    /// <param name="half">Whether matrices are in bfloat16.</param>
    public static string Write(LanguageConfig config, bool half) => new JsonObject
    {
        ["architectures"] = new JsonArray("LlamaForCausalLM"),
        ["model_type"] = "llama",
        ["hidden_size"] = config.Width,
        ["num_hidden_layers"] = config.Layers,
        ["num_attention_heads"] = config.Heads,
        ["num_key_value_heads"] = config.KvHeads,
        ["intermediate_size"] = config.Ffn,
        ["vocab_size"] = config.Vocabulary,
        ["max_position_embeddings"] = config.Context,
        ["rms_norm_eps"] = config.NormEpsilon,
        ["rope_theta"] = config.RopeBase,
        ["hidden_act"] = "silu",
        ["attention_bias"] = false,
        ["mlp_bias"] = false,
        ["tie_word_embeddings"] = false,
        ["torch_dtype"] = half ? "bfloat16" : "float32",
    }.ToJsonString(Indented) + "\n";

    // Newer files keep it in rope_parameters.
    private static float Base(JsonElement root) =>
        root.TryGetProperty("rope_theta", out var theta) ? theta.GetSingle()
        : root.TryGetProperty("rope_parameters", out var rope) && rope.ValueKind == JsonValueKind.Object && rope.TryGetProperty("rope_theta", out var inner) ? inner.GetSingle()
        : 10000f;

    private static void Expect(string path, JsonElement root, string name, string value)
    {
        if (root.TryGetProperty(name, out var given) && given.GetString() != value)
        {
            throw new InvalidDataException($"{path}: {name} is {given.GetString()}; {value} is expected.");
        }
    }

    private static int Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) ? value.GetInt32() : throw new InvalidDataException($"config.json: {name} is missing.");

    private static bool Flag(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
