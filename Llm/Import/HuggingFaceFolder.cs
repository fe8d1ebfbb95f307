using System.Text.Json;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Llm;

/// <summary>Hugging Face's folder of a LlamaForCausalLM: config.json, weights as safetensors in one file or in shards. Weights are read one by one.</summary>
public sealed class HuggingFaceFolder : IDisposable
{
    /// <summary>Weights in one file.</summary>
    internal const string SingleFile = "model.safetensors";

    /// <summary>Its architecture.</summary>
    internal const string ConfigFile = "config.json";

    private const string IndexFile = "model.safetensors.index.json", EmbeddingName = "model.embed_tokens.weight", HeadName = "lm_head.weight";

    private readonly Dictionary<string, string> files;                        // file by tensor
    private readonly Dictionary<string, SafetensorsFile> open = [];
    private readonly bool tied;

    private HuggingFaceFolder(string path, LanguageConfig config, bool tied, Dictionary<string, string> files) =>
        (Path, Config, this.tied, this.files) = (path, config, tied, files);

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>The architecture.</summary>
    public LanguageConfig Config { get; }

    /// <summary>Opens it; no weight is read yet, but all that a Llama has must be there.</summary>
    /// <exception cref="InvalidDataException">It is no Llama's, or a tensor is missing or has another shape; the message says which.</exception>
    public static HuggingFaceFolder Open(string path)
    {
        var (config, tied) = HuggingFaceConfig.Read(System.IO.Path.Combine(path, ConfigFile));
        try
        {
            config.Validate();
        }
        catch (ArgumentException fault)
        {
            throw new InvalidDataException($"{System.IO.Path.Combine(path, ConfigFile)}: {fault.Message}", fault);
        }

        HuggingFaceFolder folder = new(path, config, tied, Files(path));
        try
        {
            foreach (var tensor in LlamaGguf.Tensors(config))
            {
                folder.Check(tensor);
            }

            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A weight in single precision, in the caller's dispose scope.</summary>
    public Tensor Read(LlamaTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var name = NameOf(tensor);
        return FileOf(name).Read(name).to_type(ScalarType.Float32);
    }

    /// <summary>Closes its files.</summary>
    public void Dispose()
    {
        foreach (var file in open.Values)
        {
            file.Dispose();
        }
    }

    private string NameOf(LlamaTensor tensor) => tied && tensor.HuggingFaceName == HeadName ? EmbeddingName : tensor.HuggingFaceName;

    private void Check(LlamaTensor tensor)
    {
        var name = NameOf(tensor);
        var shape = FileOf(name).Find(name).Shape;
        if (!tensor.Shape.SequenceEqual(shape))
        {
            throw new InvalidDataException($"{files[name]}: the tensor {name} has the shape ({string.Join(", ", shape)}); by {ConfigFile} it is ({string.Join(", ", tensor.Shape)}).");
        }
    }

    private SafetensorsFile FileOf(string name)
    {
        if (!files.TryGetValue(name, out var path))
        {
            throw new InvalidDataException($"{Path}: the tensor {name} is missing.");
        }

        try
        {
            if (!open.TryGetValue(path, out var file))
            {
                open.Add(path, file = SafetensorsFile.Open(path));
            }

            return file.Contains(name) ? file : throw new InvalidDataException($"{path}: the tensor {name} is missing, though the index says that it is here.");
        }
        catch (TensorFileException fault)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }

    private static Dictionary<string, string> Files(string folder)
    {
        string index = System.IO.Path.Combine(folder, IndexFile), single = System.IO.Path.Combine(folder, SingleFile);
        try
        {
            if (File.Exists(index))
            {
                using var json = JsonDocument.Parse(File.ReadAllBytes(index));
                return json.RootElement.TryGetProperty("weight_map", out var map)
                    ? map.EnumerateObject().ToDictionary(p => p.Name, p => System.IO.Path.Combine(folder, System.IO.Path.GetFileName(p.Value.GetString()!)))
                    : throw new InvalidDataException($"{index}: weight_map is missing.");
            }

            if (!File.Exists(single))
            {
                throw new InvalidDataException($"{folder}: neither {SingleFile} nor {IndexFile} is there.");
            }

            using var file = SafetensorsFile.Open(single);
            return file.Entries.ToDictionary(e => e.Name, _ => single);
        }
        catch (Exception fault) when (fault is JsonException or TensorFileException)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }
}
