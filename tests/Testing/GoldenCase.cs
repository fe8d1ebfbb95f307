using System.Text.Json;

using VoxPilot.Torch;

using Xunit.Sdk;

using static TorchSharp.torch;

namespace VoxPilot.Testing;

/// <summary>One golden case: a folder (with <c>meta.json</c> and safetensors files) or a single file (such as an npz) with its siblings.</summary>
public sealed class GoldenCase : IXunitSerializable
{
    /// <summary>For the test runner, which fills the case in by <see cref="Deserialize"/>.</summary>
    [Obsolete("Only the test runner makes an empty case; use GoldenCases.", error: true)]
    public GoldenCase()
    {
    }

    internal GoldenCase(string name, string fullPath)
    {
        Name = name;
        FullPath = fullPath;
    }

    /// <summary>Path below the golden folder with forward slashes: <c>opus/decoder_a</c>, <c>blocks/ddim/general0.npz</c>.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Where the case's folder or file lies.</summary>
    public string FullPath { get; private set; } = "";

    /// <summary>
    /// Full path of a file of this case (of the case's folder; beside the file where the case is a file). A file that the copy in
    /// <c>tests/golden</c> leaves out is looked for in the other golden folder.
    /// </summary>
    public string File(string file)
    {
        string own = Path.Combine(Directory.Exists(FullPath) ? FullPath : Path.GetDirectoryName(FullPath)!, file);
        string below = Directory.Exists(FullPath) ? Name : Path.GetDirectoryName(Name)!;
        return System.IO.File.Exists(own)
            ? own
            : GoldenCases.Roots.Select(root => Path.GetFullPath(Path.Combine(root, below, file))).FirstOrDefault(System.IO.File.Exists, own);
    }

    /// <summary>Whether the case has such a file.</summary>
    public bool Has(string file) => System.IO.File.Exists(File(file));

    /// <summary>The case's description: <c>meta.json</c> of a folder, or the JSON file of the same name beside a file.</summary>
    public JsonElement Meta() => ReadJson(Directory.Exists(FullPath) ? "meta.json" : Path.GetFileNameWithoutExtension(FullPath) + ".json");

    /// <summary>The content of one of the case's JSON files.</summary>
    public JsonElement ReadJson(string file)
    {
        using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllBytes(File(file)));
        return document.RootElement.Clone();
    }

    /// <summary>All tensors of one of the case's safetensors or npz files, by name.</summary>
    public Dictionary<string, Tensor> Tensors(string file) =>
        file.EndsWith(".npz", StringComparison.Ordinal) ? NpzTensors.Load(File(file)) : Safetensors.Load(File(file));

    /// <summary>All tensors of a case that is a single file.</summary>
    public Dictionary<string, Tensor> Tensors() => Tensors(Path.GetFileName(FullPath));

    /// <inheritdoc/>
    public void Deserialize(IXunitSerializationInfo info)
    {
        Name = info.GetValue<string>(nameof(Name)) ?? "";
        FullPath = info.GetValue<string>(nameof(FullPath)) ?? "";
    }

    /// <inheritdoc/>
    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(Name), Name);
        info.AddValue(nameof(FullPath), FullPath);
    }

    /// <summary>The case's name, as the test's display name shows it.</summary>
    public override string ToString() => Name;
}
