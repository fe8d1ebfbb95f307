using System.Text.Json;
using System.Text.Json.Serialization;

using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>Vectors, quaternions and matrices as nuScenes writes them: JSON arrays of numbers.</summary>
internal static class NumbersConverter
{
    /// <summary>Reads an array of exactly so many numbers.</summary>
    public static void Read(ref Utf8JsonReader reader, scoped Span<double> numbers)
    {
        bool good = reader.TokenType == JsonTokenType.StartArray;
        for (int i = 0; good && i < numbers.Length; i++)
        {
            good = reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out numbers[i]);
        }
        if (!good || !reader.Read() || reader.TokenType != JsonTokenType.EndArray)
        {
            throw new JsonException($"An array of {numbers.Length} numbers was expected.");
        }
    }

    /// <summary>Writes an array of numbers, each in the shortest form that reads back as the same number.</summary>
    public static void Write(Utf8JsonWriter writer, params ReadOnlySpan<double> numbers)
    {
        writer.WriteStartArray();
        foreach (double number in numbers)
        {
            writer.WriteNumberValue(number);
        }
        writer.WriteEndArray();
    }

    /// <summary>[x, y, z].</summary>
    internal sealed class Vector : JsonConverter<Vector3D>
    {
        public override Vector3D Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            Span<double> v = stackalloc double[3];
            NumbersConverter.Read(ref reader, v);
            return new(v[0], v[1], v[2]);
        }

        public override void Write(Utf8JsonWriter writer, Vector3D value, JsonSerializerOptions options) =>
            NumbersConverter.Write(writer, value.X, value.Y, value.Z);
    }

    /// <summary>[w, x, y, z].</summary>
    internal sealed class Quaternion : JsonConverter<Rotation>
    {
        public override Rotation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            Span<double> q = stackalloc double[4];
            NumbersConverter.Read(ref reader, q);
            return new(q[0], q[1], q[2], q[3]);
        }

        public override void Write(Utf8JsonWriter writer, Rotation value, JsonSerializerOptions options) =>
            NumbersConverter.Write(writer, value.W, value.X, value.Y, value.Z);
    }

    /// <summary>Three rows of three; [] for what is no camera.</summary>
    internal sealed class Intrinsic : JsonConverter<Matrix3?>
    {
        public override bool HandleNull => true;

        public override Matrix3? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray || !reader.Read())
            {
                throw new JsonException("A matrix of 3×3 numbers or [] was expected.");
            }
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                return null;
            }
            Span<double> m = stackalloc double[9];
            for (int row = 0; row < 3; row++)
            {
                NumbersConverter.Read(ref reader, m.Slice(3 * row, 3));
                reader.Read();
            }
            return reader.TokenType == JsonTokenType.EndArray
                ? new(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8])
                : throw new JsonException("A matrix of 3×3 numbers or [] was expected.");
        }

        public override void Write(Utf8JsonWriter writer, Matrix3? value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            if (value is Matrix3 m)
            {
                NumbersConverter.Write(writer, m.M00, m.M01, m.M02);
                NumbersConverter.Write(writer, m.M10, m.M11, m.M12);
                NumbersConverter.Write(writer, m.M20, m.M21, m.M22);
            }
            writer.WriteEndArray();
        }
    }
}
