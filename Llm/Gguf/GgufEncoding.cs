using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace VoxPilot.Llm;

/// <summary>Sizes and conversions of the ways in which GGUF stores numbers.</summary>
public static class GgufEncoding
{
    private const int Q8Block = 32;
    private const int Q8Bytes = 34;

    /// <summary>Numbers in one block of a type, and the bytes that the block takes.</summary>
    public static (int Elements, int Bytes) Block(GgufTensorType type) => type switch
    {
        GgufTensorType.F32 or GgufTensorType.I32 => (1, 4),
        GgufTensorType.F16 or GgufTensorType.BF16 or GgufTensorType.I16 => (1, 2),
        GgufTensorType.I8 => (1, 1),
        GgufTensorType.I64 or GgufTensorType.F64 => (1, 8),
        GgufTensorType.Q4_0 => (32, 18),
        GgufTensorType.Q4_1 => (32, 20),
        GgufTensorType.Q5_0 => (32, 22),
        GgufTensorType.Q5_1 => (32, 24),
        GgufTensorType.Q8_0 => (Q8Block, Q8Bytes),
        GgufTensorType.Q2_K => (256, 84),
        GgufTensorType.Q3_K => (256, 110),
        GgufTensorType.Q4_K => (256, 144),
        GgufTensorType.Q5_K => (256, 176),
        GgufTensorType.Q6_K => (256, 210),
        _ => throw new InvalidDataException($"Tensor type {(int)type} is unknown."),
    };

    /// <summary>Bytes of so many numbers.</summary>
    public static long Bytes(GgufTensorType type, long elements)
    {
        var block = Block(type);
        return elements % block.Elements == 0
            ? checked(elements / block.Elements * block.Bytes)
            : throw new InvalidDataException($"{elements} numbers do not fill whole blocks of {block.Elements} of {type}.");
    }

    /// <summary>Stores floats as F32, F16, BF16 (rounded to nearest even) or Q8_0.</summary>
    public static byte[] Encode(ReadOnlySpan<float> values, GgufTensorType type)
    {
        var bytes = new byte[Bytes(type, values.Length)];
        switch (type)
        {
            case GgufTensorType.F32:
                MemoryMarshal.AsBytes(values).CopyTo(bytes);
                break;
            case GgufTensorType.F16:
                for (var i = 0; i < values.Length; i++)
                {
                    BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(2 * i), (Half)values[i]);
                }

                break;
            case GgufTensorType.BF16:
                for (var i = 0; i < values.Length; i++)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), ToBrainFloat(values[i]));
                }

                break;
            case GgufTensorType.Q8_0:
                for (var block = 0; block < values.Length / Q8Block; block++)
                {
                    EncodeQ8(values.Slice(block * Q8Block, Q8Block), bytes.AsSpan(block * Q8Bytes, Q8Bytes));
                }

                break;
            default:
                throw new ArgumentException($"Writing {type} is not supported; use F32, F16, BF16 or Q8_0.", nameof(type));
        }

        return bytes;
    }

    /// <summary>Whether <see cref="Encode"/> and <see cref="Decode"/> know a type.</summary>
    public static bool Knows(GgufTensorType type) => type is GgufTensorType.F32 or GgufTensorType.F16 or GgufTensorType.BF16 or GgufTensorType.Q8_0;

    /// <summary>Reads floats out of F32, F16, BF16 or Q8_0.</summary>
    public static float[] Decode(ReadOnlySpan<byte> bytes, GgufTensorType type)
    {
        var block = Block(type);
        var values = new float[bytes.Length / block.Bytes * block.Elements];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = type switch
            {
                GgufTensorType.F32 => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]),
                GgufTensorType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]),
                GgufTensorType.BF16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16),
                GgufTensorType.Q8_0 => DecodeQ8(bytes.Slice(i / Q8Block * Q8Bytes, Q8Bytes), i % Q8Block),
                _ => throw new ArgumentException($"Reading numbers out of {type} is not supported.", nameof(type)),
            };
        }

        return values;
    }

    private static ushort ToBrainFloat(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value)
            ? (ushort)((bits >> 16) | 64)
            : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    // q = round(x / d), d = max|x| / 127, stored as a 16-bit float in front of the 32 bytes.
    private static void EncodeQ8(ReadOnlySpan<float> values, Span<byte> block)
    {
        var largest = 0f;
        foreach (var value in values)
        {
            largest = MathF.Max(largest, MathF.Abs(value));
        }

        var scale = largest / 127f;
        BinaryPrimitives.WriteHalfLittleEndian(block, (Half)scale);
        var inverse = scale > 0 ? 1f / scale : 0f;
        for (var i = 0; i < values.Length; i++)
        {
            block[2 + i] = unchecked((byte)(sbyte)MathF.Round(values[i] * inverse, MidpointRounding.AwayFromZero));
        }
    }

    private static float DecodeQ8(ReadOnlySpan<byte> block, int index) =>
        (float)BinaryPrimitives.ReadHalfLittleEndian(block) * unchecked((sbyte)block[2 + index]);
}
