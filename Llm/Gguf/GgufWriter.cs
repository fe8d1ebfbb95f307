using System.Text;

namespace VoxPilot.Llm;

/// <summary>
/// Collects metadata and tensors and writes them as one GGUF file, version 3. The same input gives the same bytes.
/// Tensor data is asked for when it is written, so that a large model never lies in memory as a whole.
/// </summary>
public sealed class GgufWriter
{
    private readonly List<(string Key, GgufValue Value)> _metadata = [];
    private readonly List<(GgufTensor Tensor, Func<ReadOnlyMemory<byte>> Data)> _tensors = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private long _offset;

    /// <summary>Tensor data begins at multiples of this power of two. Set it before the first tensor.</summary>
    public int Alignment { get; init; } = GgufFile.DefaultAlignment;

    /// <summary>Adds a metadata value: a number, a bool, a string or an array of these.</summary>
    public void Add(string key, object value) => Add(key, value as GgufValue ?? GgufValue.From(value));

    /// <summary>Adds a metadata value.</summary>
    public void Add(string key, GgufValue value)
    {
        RequireNew($"metadata {key}");
        _metadata.Add((key, value));
    }

    /// <summary>Adds a tensor whose floats are stored as <paramref name="type"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape in row-major order, slowest first.</param>
    /// <param name="type">F32, F16, BF16 or Q8_0.</param>
    /// <param name="values">Gives its numbers, row-major.</param>
    public void AddTensor(string name, IReadOnlyList<long> shape, GgufTensorType type, Func<float[]> values) =>
        AddEncoded(name, shape, type, () => GgufEncoding.Encode(values(), type));

    /// <summary>Adds a tensor whose bytes are given as they are stored.</summary>
    public void AddEncoded(string name, IReadOnlyList<long> shape, GgufTensorType type, Func<ReadOnlyMemory<byte>> bytes)
    {
        RequireNew($"tensor {name}");
        var tensor = new GgufTensor(name, shape, type, _offset);
        _ = shape[^1] % GgufEncoding.Block(type).Elements == 0
            ? 0
            : throw new ArgumentException($"Rows of {shape[^1]} of the tensor {name} do not fill whole blocks of {type}.", nameof(shape));
        _offset = Aligned(_offset + tensor.Bytes);
        _tensors.Add((tensor, bytes));
    }

    /// <summary>Writes the file; a half-written one never stands under the final name.</summary>
    public void Save(string path)
    {
        var temporary = path + ".tmp";
        using (var stream = File.Create(temporary))
        {
            Write(stream);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Writes to a stream.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)_tensors.Count);
        var alignment = Alignment == GgufFile.DefaultAlignment ? [] : new[] { (Key: GgufFile.AlignmentKey, Value: GgufValue.From((uint)Alignment)) };
        writer.Write((ulong)(_metadata.Count + alignment.Length));
        foreach (var (key, value) in alignment.Concat(_metadata))
        {
            WriteText(writer, key);
            writer.Write((uint)value.Type);
            WriteValue(writer, value);
        }

        foreach (var (tensor, _) in _tensors)
        {
            WriteText(writer, tensor.Name);
            writer.Write((uint)tensor.Shape.Count);
            foreach (var size in tensor.Shape.Reverse())
            {
                writer.Write((ulong)size);
            }

            writer.Write((uint)tensor.Type);
            writer.Write((ulong)tensor.Offset);
        }

        WriteData(writer);
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void WriteValue(BinaryWriter writer, GgufValue value)
    {
        if (value.Type != GgufValueType.Array)
        {
            WriteScalar(writer, value.Value);
            return;
        }

        var values = (Array)value.Value;
        writer.Write((uint)value.ElementType!);
        writer.Write((ulong)values.Length);
        foreach (var element in values)
        {
            if (element is GgufValue nested)
            {
                WriteValue(writer, nested);
            }
            else
            {
                WriteScalar(writer, element);
            }
        }
    }

    private static void WriteScalar(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case byte v: writer.Write(v); break;
            case sbyte v: writer.Write(v); break;
            case ushort v: writer.Write(v); break;
            case short v: writer.Write(v); break;
            case uint v: writer.Write(v); break;
            case int v: writer.Write(v); break;
            case float v: writer.Write(v); break;
            case bool v: writer.Write(v); break;
            case string v: WriteText(writer, v); break;
            case ulong v: writer.Write(v); break;
            case long v: writer.Write(v); break;
            case double v: writer.Write(v); break;
            default: throw new ArgumentException($"GGUF metadata cannot hold a {value.GetType().Name}.");
        }
    }

    private void WriteData(BinaryWriter writer)
    {
        Pad(writer);
        var start = writer.BaseStream.Position;
        foreach (var (tensor, data) in _tensors)
        {
            var bytes = data();
            if (bytes.Length != tensor.Bytes)
            {
                throw new ArgumentException($"The tensor {tensor.Name} of the shape ({string.Join(", ", tensor.Shape)}) takes {tensor.Bytes} bytes as {tensor.Type}; {bytes.Length} were given.");
            }

            if (writer.BaseStream.Position - start != tensor.Offset)
            {
                throw new InvalidOperationException($"The tensor {tensor.Name} is out of place.");
            }

            writer.Write(bytes.Span);
            Pad(writer);
        }
    }

    private void Pad(BinaryWriter writer)
    {
        writer.Flush();
        var position = writer.BaseStream.Position;
        writer.Write(new byte[Aligned(position) - position]);
        writer.Flush();
    }

    private long Aligned(long position) => (position + Alignment - 1) / Alignment * Alignment;

    private void RequireNew(string name)
    {
        if (!_names.Add(name))
        {
            throw new ArgumentException($"The {name} was added already.");
        }
    }
}
