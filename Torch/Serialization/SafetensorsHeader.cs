using System.Buffers.Binary;
using System.Text.Json;

using ScalarType = TorchSharp.torch.ScalarType;

namespace VoxPilot.Torch;

/// <summary>
/// The JSON header of a safetensors file: 8 bytes little-endian length, a JSON object from tensor names to dtype, shape and
/// data_offsets, optional <c>__metadata__</c> of strings. The tensors' bytes cover the data without holes and without overlap.
/// </summary>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Longest header accepted, as in the format's own library.</summary>
    public const int MaximumLength = 100_000_000;

    private const string MetadataKey = "__metadata__";

    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads and checks a header; <paramref name="dataLength"/> is the number of bytes behind it.</summary>
    public static SafetensorsHeader Parse(string path, ReadOnlyMemory<byte> json, long dataLength)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, s_strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new TensorFileException(path, "the header is not a JSON object; this is not a safetensors file.");
            }

            Dictionary<string, string> metadata = [];
            List<SafetensorsEntry> entries = [];
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.Name == MetadataKey)
                {
                    ReadMetadata(path, property.Value, metadata);
                }
                else
                {
                    entries.Add(ReadEntry(path, property.Name, property.Value));
                }
            }

            entries.Sort((a, b) => (a.Offset, a.ByteCount).CompareTo((b.Offset, b.ByteCount)));
            CheckCoverage(path, entries, dataLength);
            return new SafetensorsHeader(entries, metadata);
        }
        catch (JsonException failure)
        {
            throw new TensorFileException(path, $"the header is not valid JSON ({failure.Message}); the file is damaged or not safetensors.", failure);
        }
    }

    /// <summary>The length field and the JSON together, as they stand at the start of a file.</summary>
    public byte[] ToBytes()
    {
        byte[] json = ToJson();
        byte[] bytes = new byte[sizeof(ulong) + json.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)json.Length);
        json.CopyTo(bytes, sizeof(ulong));
        return bytes;
    }

    // Padded with spaces so that the data begins at a multiple of 8.
    private byte[] ToJson()
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            if (Metadata.Count > 0)
            {
                writer.WriteStartObject(MetadataKey);
                foreach ((string key, string value) in Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    writer.WriteString(key, value);
                }

                writer.WriteEndObject();
            }

            foreach (SafetensorsEntry entry in Entries)
            {
                writer.WriteStartObject(entry.Name);
                writer.WriteString("dtype", ElementType.SafetensorsName(entry.Type));
                WriteNumbers(writer, "shape", entry.Shape);
                WriteNumbers(writer, "data_offsets", [entry.Offset, entry.Offset + entry.ByteCount]);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, long[] numbers)
    {
        writer.WriteStartArray(name);
        foreach (long number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }

    private static void ReadMetadata(string path, JsonElement element, Dictionary<string, string> metadata)
    {
        if (element.ValueKind != JsonValueKind.Object || element.EnumerateObject().Any(pair => pair.Value.ValueKind != JsonValueKind.String))
        {
            throw new TensorFileException(path, "__metadata__ must be an object of strings.");
        }

        foreach (JsonProperty pair in element.EnumerateObject())
        {
            metadata[pair.Name] = pair.Value.GetString()!;
        }
    }

    private static SafetensorsEntry ReadEntry(string path, string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("dtype", out JsonElement dtype) || dtype.ValueKind != JsonValueKind.String
            || !element.TryGetProperty("shape", out JsonElement shape) || Numbers(shape) is not { } sizes
            || !element.TryGetProperty("data_offsets", out JsonElement offsets) || Numbers(offsets) is not [long begin, long end])
        {
            throw new TensorFileException(path, $"tensor '{name}' needs a dtype (string), a shape (numbers >= 0) and data_offsets (two numbers >= 0).");
        }

        ScalarType type = ElementType.FromSafetensors(dtype.GetString())
            ?? throw new TensorFileException(path, $"tensor '{name}' has dtype {dtype.GetString()}; supported are F32, F16, BF16, F64, I64, I32, I16, I8, U8 and BOOL.");
        long bytes = ByteCount(path, name, type, sizes);
        return end - begin == bytes
            ? new SafetensorsEntry(name, type, sizes, begin, bytes)
            : throw new TensorFileException(path, $"tensor '{name}' has {end - begin} bytes by its data_offsets; its shape ({string.Join(", ", sizes)}) and dtype need {bytes}.");
    }

    private static long[]? Numbers(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        List<long> numbers = [];
        foreach (JsonElement item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out long number) || number < 0)
            {
                return null;
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    private static long ByteCount(string path, string name, ScalarType type, long[] shape)
    {
        try
        {
            long count = ElementType.SizeOf(type);
            foreach (long size in shape)
            {
                count = checked(count * size);
            }

            return count;
        }
        catch (OverflowException failure)
        {
            throw new TensorFileException(path, $"tensor '{name}' has the impossible shape ({string.Join(", ", shape)}).", failure);
        }
    }

    private static void CheckCoverage(string path, List<SafetensorsEntry> entries, long dataLength)
    {
        long at = 0;
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.Offset != at)
            {
                throw new TensorFileException(path, $"tensor '{entry.Name}' begins at byte {entry.Offset} of the data where byte {at} is due; tensors must neither overlap nor leave holes.");
            }

            at += entry.ByteCount;
            if (at > dataLength || at < 0)
            {
                throw new TensorFileException(path, $"tensor '{entry.Name}' ends at byte {at} of the data, which has {dataLength}; the file is cut short.");
            }
        }

        if (at != dataLength)
        {
            throw new TensorFileException(path, $"the tensors cover {at} bytes of data, the file has {dataLength}.");
        }
    }
}
