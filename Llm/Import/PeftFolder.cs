using System.Text.Json;
using System.Text.Json.Nodes;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Llm;

/// <summary>PEFT's folder of a LoRA: adapter_config.json and adapter_model.safetensors.</summary>
public static class PeftFolder
{
    private const string Config = "adapter_config.json", Model = "adapter_model.safetensors", Prefix = "base_model.model.";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Reads a LoRA.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="model">The Llama that it belongs to.</param>
    /// <exception cref="InvalidDataException">It is none, is one of another kind, or a matrix is missing, too much or of another shape.</exception>
    public static LoraAdapter Read(string folder, LanguageConfig model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var path = Path.Combine(folder, Model);
        LoraAdapter adapter = new(model, ReadConfig(Path.Combine(folder, Config)));
        try
        {
            using var file = SafetensorsFile.Open(path);
            var expected = Tensors(adapter).ToDictionary();
            var foreign = file.Entries.FirstOrDefault(e => !expected.ContainsKey(e.Name));
            if (foreign is not null)
            {
                throw new InvalidDataException($"{path}: the tensor {foreign.Name} belongs to no projection of a Llama with {model.Layers} layers that {Config} names.");
            }

            using var _ = no_grad();
            foreach (var (name, target) in expected)
            {
                if (!file.Contains(name))
                {
                    throw new InvalidDataException($"{path}: the tensor {name} is missing.");
                }

                using var scope = NewDisposeScope();
                var source = file.Read(name);
                if (!source.shape.SequenceEqual(target.shape))
                {
                    throw new InvalidDataException($"{path}: the tensor {name} has the shape ({string.Join(", ", source.shape)}); ({string.Join(", ", target.shape)}) is expected.");
                }

                target.copy_(source);
            }

            return adapter;
        }
        catch (TensorFileException fault)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }

    /// <summary>Writes a LoRA as PEFT would.</summary>
    public static void Write(LoraAdapter adapter, string folder)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        Directory.CreateDirectory(folder);
        Safetensors.Save(Path.Combine(folder, Model), Tensors(adapter), new Dictionary<string, string> { ["format"] = "pt" });
        var config = adapter.Config;
        File.WriteAllText(Path.Combine(folder, Config), new JsonObject
        {
            ["peft_type"] = "LORA",
            ["task_type"] = "CAUSAL_LM",
            ["r"] = config.Rank,
            ["lora_alpha"] = config.Alpha,
            ["lora_dropout"] = config.Dropout,
            ["target_modules"] = new JsonArray([.. config.Targets.Select(t => JsonValue.Create(t))]),
            ["bias"] = "none",
            ["fan_in_fan_out"] = false,
            ["use_rslora"] = false,
            ["use_dora"] = false,
            ["inference_mode"] = true,
        }.ToJsonString(Indented) + "\n");
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> Tensors(LoraAdapter adapter) => adapter.Matrices.SelectMany(m => new KeyValuePair<string, Tensor>[]
    {
        new($"{Prefix}{m.Key}.lora_A.weight", m.Value.A),
        new($"{Prefix}{m.Key}.lora_B.weight", m.Value.B),
    });

    private static LoraConfig ReadConfig(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            Refuse(path, root, "use_dora", "DoRA");
            Refuse(path, root, "use_rslora", "rank-stabilised scaling");
            Refuse(path, root, "fan_in_fan_out", "transposed weights");
            if (root.TryGetProperty("peft_type", out var kind) && kind.GetString() != "LORA")
            {
                throw new InvalidDataException($"{path}: peft_type is {kind.GetString()}; LORA is expected.");
            }

            if (root.TryGetProperty("bias", out var bias) && bias.GetString() != "none")
            {
                throw new InvalidDataException($"{path}: bias is {bias.GetString()}; a Llama has none to be trained.");
            }

            LoraConfig config = new()
            {
                Rank = root.GetProperty("r").GetInt32(),
                Alpha = root.GetProperty("lora_alpha").GetDouble(),
                Dropout = root.TryGetProperty("lora_dropout", out var dropout) ? dropout.GetDouble() : 0,
                Targets = Targets(root.GetProperty("target_modules")),
            };
            config.Validate();
            return config;
        }
        catch (Exception fault) when (fault is IOException or JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: {fault.Message}", fault);
        }
    }

    // In the order in which a Llama has them: PEFT writes a set.
    private static string[] Targets(JsonElement targets)
    {
        string[] named = targets.ValueKind == JsonValueKind.Array ? [.. targets.EnumerateArray().Select(t => t.GetString()!)] : targets.GetString() == "all-linear" ? [.. LoraConfig.AllProjections] : [targets.GetString()!];
        return [.. named.OrderBy(t => LoraConfig.AllProjections.Contains(t) ? LoraConfig.AllProjections.ToList().IndexOf(t) : int.MaxValue)];
    }

    private static void Refuse(string path, JsonElement root, string name, string what)
    {
        if (root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True)
        {
            throw new InvalidDataException($"{path}: {name} is set; {what} is not read.");
        }
    }
}
