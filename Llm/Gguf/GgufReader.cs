using System.Buffers.Binary;
using System.Text;

namespace VoxPilot.Llm;

/// <summary>Reads a GGUF header. Every length is checked against what is left of the file before anything is allocated.</summary>
internal sealed class GgufReader(Stream stream, string path)
{
    private const uint Magic = 0x46554747; // "GGUF"
    private const int MostDimensions = 4;
    private const int MostNesting = 4;
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private long Left => stream.Length - stream.Position;

    public GgufFile Read()
    {
        if (Left < 4 || UInt32() != Magic)
        {
            throw Fault("it does not begin with GGUF; it is no GGUF file");
        }

        var version = UInt32();
        if (version is not (2 or 3))
        {
            throw Fault($"GGUF version {version} is not supported; 2 and 3 are");
        }

        var tensorCount = Count("tensors", leastBytes: 24);
        var valueCount = Count("metadata values", leastBytes: 13);
        var metadata = ReadMetadata(valueCount);
        var tensors = ReadTensors(tensorCount);
        var alignment = Alignment(metadata);
        var start = (stream.Position + alignment - 1) / alignment * alignment;
        CheckData(tensors, start, alignment);
        return new GgufFile(path, (int)version, metadata, tensors, alignment, start);
    }

    private Dictionary<string, GgufValue> ReadMetadata(int count)
    {
        var metadata = new Dictionary<string, GgufValue>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var key = Text("a metadata key");
            if (!metadata.TryAdd(key, Value(Type(key), key, 0)))
            {
                throw Fault($"the metadata key {key} stands there twice");
            }
        }

        return metadata;
    }

    private List<GgufTensor> ReadTensors(int count)
    {
        var tensors = new List<GgufTensor>(count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var name = Text("a tensor's name");
            if (!names.Add(name))
            {
                throw Fault($"the tensor {name} stands there twice");
            }

            var dimensions = UInt32();
            if (dimensions is 0 or > MostDimensions)
            {
                throw Fault($"the tensor {name} has {dimensions} dimensions; 1 to {MostDimensions} are allowed");
            }

            var shape = new long[dimensions];
            for (var d = 0; d < dimensions; d++)
            {
                shape[dimensions - 1 - d] = (long)UInt64();
            }

            tensors.Add(new GgufTensor(name, shape, (GgufTensorType)UInt32(), (long)UInt64()));
        }

        return tensors;
    }

    private void CheckData(List<GgufTensor> tensors, long start, int alignment)
    {
        foreach (var tensor in tensors)
        {
            long bytes;
            try
            {
                bytes = tensor.Shape.Any(size => size <= 0) ? -1 : tensor.Bytes;
            }
            catch (Exception e) when (e is OverflowException or InvalidDataException)
            {
                throw Fault($"the tensor {tensor.Name}: {e.Message}");
            }

            if (bytes < 0)
            {
                throw Fault($"the tensor {tensor.Name} has the shape ({string.Join(", ", tensor.Shape)})");
            }

            if (tensor.Offset < 0 || tensor.Offset % alignment != 0)
            {
                throw Fault($"the tensor {tensor.Name} begins at {tensor.Offset}, no multiple of {alignment}");
            }

            if (tensor.Offset > stream.Length - start - bytes)
            {
                throw Fault($"the tensor {tensor.Name} ends beyond the end of the file; it was cut off");
            }
        }
    }

    private int Alignment(Dictionary<string, GgufValue> metadata)
    {
        if (!metadata.TryGetValue(GgufFile.AlignmentKey, out var value))
        {
            return GgufFile.DefaultAlignment;
        }

        var alignment = value.Value is uint number ? number : 0;
        return alignment is > 0 and <= 1 << 20 && (alignment & (alignment - 1)) == 0
            ? (int)alignment
            : throw Fault($"{GgufFile.AlignmentKey} is {value.Value}; a power of two is expected");
    }

    private GgufValue Value(GgufValueType type, string key, int depth)
    {
        if (type != GgufValueType.Array)
        {
            return new GgufValue(type, Scalar(type, key));
        }

        if (depth == MostNesting)
        {
            throw Fault($"the metadata value {key} nests arrays deeper than {MostNesting}");
        }

        var element = Type(key);
        var count = Count($"elements of {key}", Bytes(element));
        Array values = element switch
        {
            GgufValueType.UInt8 => Fill<byte>(count, element, key),
            GgufValueType.Int8 => Fill<sbyte>(count, element, key),
            GgufValueType.UInt16 => Fill<ushort>(count, element, key),
            GgufValueType.Int16 => Fill<short>(count, element, key),
            GgufValueType.UInt32 => Fill<uint>(count, element, key),
            GgufValueType.Int32 => Fill<int>(count, element, key),
            GgufValueType.Float32 => Fill<float>(count, element, key),
            GgufValueType.Bool => Fill<bool>(count, element, key),
            GgufValueType.String => Fill<string>(count, element, key),
            GgufValueType.UInt64 => Fill<ulong>(count, element, key),
            GgufValueType.Int64 => Fill<long>(count, element, key),
            GgufValueType.Float64 => Fill<double>(count, element, key),
            _ => Nested(count, key, depth + 1),
        };
        return new GgufValue(type, values, element);
    }

    private T[] Fill<T>(int count, GgufValueType type, string key)
    {
        var values = new T[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = (T)Scalar(type, key);
        }

        return values;
    }

    private GgufValue[] Nested(int count, string key, int depth)
    {
        var values = new GgufValue[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = Value(GgufValueType.Array, key, depth);
        }

        return values;
    }

    private object Scalar(GgufValueType type, string key) => type switch
    {
        GgufValueType.UInt8 => Take(1)[0],
        GgufValueType.Int8 => unchecked((sbyte)Take(1)[0]),
        GgufValueType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(Take(2)),
        GgufValueType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(Take(2)),
        GgufValueType.UInt32 => UInt32(),
        GgufValueType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(Take(4)),
        GgufValueType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(Take(4)),
        GgufValueType.Bool => Take(1)[0] switch
        {
            0 => false,
            1 => true,
            var other => throw Fault($"the metadata value {key} is a bool of {other}"),
        },
        GgufValueType.String => Text(key),
        GgufValueType.UInt64 => UInt64(),
        GgufValueType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(Take(8)),
        GgufValueType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(Take(8)),
        _ => throw Fault($"the metadata value {key} has the unknown type {(int)type}"),
    };

    private GgufValueType Type(string key)
    {
        var type = UInt32();
        return type <= (uint)GgufValueType.Float64 ? (GgufValueType)type : throw Fault($"the metadata value {key} has the unknown type {type}");
    }

    private static int Bytes(GgufValueType type) => type switch
    {
        GgufValueType.UInt8 or GgufValueType.Int8 or GgufValueType.Bool => 1,
        GgufValueType.UInt16 or GgufValueType.Int16 => 2,
        GgufValueType.UInt32 or GgufValueType.Int32 or GgufValueType.Float32 => 4,
        GgufValueType.Array => 12,
        _ => 8,
    };

    private int Count(string what, int leastBytes)
    {
        var count = UInt64();
        return count <= (ulong)(Left / leastBytes)
            ? (int)Math.Min(count, int.MaxValue)
            : throw Fault($"it announces {count} {what}, more than the file has room for");
    }

    private string Text(string what)
    {
        var length = UInt64();
        if (length > (ulong)Left || length > int.MaxValue)
        {
            throw Fault($"{what} announces {length} bytes; {Left} are left");
        }

        try
        {
            return Utf8.GetString(Take((int)length));
        }
        catch (DecoderFallbackException)
        {
            throw Fault($"{what} is no valid UTF-8");
        }
    }

    private uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    private ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    private byte[] Take(int count)
    {
        if (count > Left)
        {
            throw Fault($"it ends at byte {stream.Length}, in the middle of its header; it was cut off");
        }

        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private InvalidDataException Fault(string what) => new($"{path}: {what}.");
}
