using System.Diagnostics.CodeAnalysis;

namespace VoxPilot.Llm;

/// <summary>
/// A GGUF file's metadata and tensor table, read and checked; tensor data is read on demand.
/// Anything malformed is an <see cref="InvalidDataException"/> that names the file and the fault.
/// </summary>
public sealed class GgufFile
{
    /// <summary>Metadata key of the alignment of tensor data.</summary>
    public const string AlignmentKey = "general.alignment";

    /// <summary>Alignment where the file names none.</summary>
    public const int DefaultAlignment = 32;

    private readonly Dictionary<string, GgufTensor> _byName;

    internal GgufFile(string path, int version, IReadOnlyDictionary<string, GgufValue> metadata, IReadOnlyList<GgufTensor> tensors, int alignment, long dataStart)
    {
        Path = path;
        Version = version;
        Metadata = metadata;
        Tensors = tensors;
        Alignment = alignment;
        DataStart = dataStart;
        _byName = tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>Version of the format: 2 or 3.</summary>
    public int Version { get; }

    /// <summary>Metadata by key.</summary>
    public IReadOnlyDictionary<string, GgufValue> Metadata { get; }

    /// <summary>Tensors in the file's order.</summary>
    public IReadOnlyList<GgufTensor> Tensors { get; }

    /// <summary>Tensor data begins at multiples of this.</summary>
    public int Alignment { get; }

    /// <summary>Bytes from the beginning of the file to the data section.</summary>
    public long DataStart { get; }

    /// <summary>Reads metadata and tensor table.</summary>
    public static GgufFile Read(string path)
    {
        using var stream = File.OpenRead(path);
        return new GgufReader(stream, path).Read();
    }

    /// <summary>The entry of a tensor.</summary>
    public bool TryGetTensor(string name, [NotNullWhen(true)] out GgufTensor? tensor) => _byName.TryGetValue(name, out tensor);

    /// <summary>A metadata value that must be there.</summary>
    public GgufValue Require(string key) =>
        Metadata.TryGetValue(key, out var value) ? value : throw new InvalidDataException($"{Path}: the metadata key {key} is missing.");

    /// <summary>The stored bytes of a tensor.</summary>
    public byte[] ReadBytes(string name)
    {
        var tensor = Find(name);
        var bytes = new byte[tensor.Bytes];
        using var stream = File.OpenRead(Path);
        stream.Position = DataStart + tensor.Offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A tensor's numbers, row-major; it is stored as F32, F16, BF16 or Q8_0.</summary>
    public float[] ReadFloats(string name) => Find(name) is { } tensor && GgufEncoding.Knows(tensor.Type)
        ? GgufEncoding.Decode(ReadBytes(name), tensor.Type)
        : throw new InvalidDataException($"{Path}: the tensor {name} is stored as {Find(name).Type}; numbers are read out of F32, F16, BF16 and Q8_0.");

    private GgufTensor Find(string name) =>
        TryGetTensor(name, out var tensor) ? tensor : throw new InvalidDataException($"{Path}: there is no tensor {name}.");
}
