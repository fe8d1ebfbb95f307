using System.Text;
using System.Text.Json;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>Reads one box of nuScenes' result file and refuses what cannot be evaluated.</summary>
internal sealed class DetectionBoxParser
{
    private static readonly (string Name, byte[] Utf8, Field Field)[] Fields =
    [
        .. new (string Name, Field Field)[]
        {
            ("sample_token", Field.Sample), ("translation", Field.Translation), ("size", Field.Size), ("rotation", Field.Rotation),
            ("velocity", Field.Velocity), ("detection_name", Field.Class), ("detection_score", Field.Score), ("attribute_name", Field.Attribute),
        }.Select(field => (field.Name, Encoding.UTF8.GetBytes(field.Name), field.Field)),
    ];

    [Flags]
    private enum Field
    {
        None = 0,
        Sample = 1,
        Translation = 2,
        Size = 4,
        Rotation = 8,
        Velocity = 16,
        Class = 32,
        Score = 64,
        Attribute = 128,
        All = 255,
    }

    /// <summary>The sample that each box must name, UTF-8.</summary>
    public byte[] Sample { get; set; } = [];

    /// <summary>The next box of a list; null at the list's end. False if the text ends before the box does.</summary>
    /// <exception cref="JsonException">The box cannot be used; the message says why.</exception>
    public bool TryBox(ref Utf8JsonReader reader, out DetectionBox? box)
    {
        box = null;
        if (!reader.Read())
        {
            return false;
        }
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            return true;
        }
        Require(reader.TokenType == JsonTokenType.StartObject, "an object was expected.");
        DetectionBox read = default;
        Field found = Field.None;
        while (true)
        {
            if (!reader.Read())
            {
                return false;
            }
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                break;
            }
            Field field = FieldOf(ref reader);
            found |= field;
            if (!TryValue(ref reader, field, ref read))
            {
                return false;
            }
        }
        if (found != Field.All)
        {
            throw new JsonException($"{string.Join(", ", Fields.Where(field => !found.HasFlag(field.Field)).Select(field => field.Name))} is absent.");
        }
        box = read with { Points = DetectionBox.NoPoints };
        return true;
    }

    private bool TryValue(ref Utf8JsonReader reader, Field field, ref DetectionBox box)
    {
        Span<double> v = stackalloc double[4];
        switch (field)
        {
            case Field.Translation:
                if (!TryNumbers(ref reader, v[..3], "translation"))
                {
                    return false;
                }
                box = box with { Translation = new(v[0], v[1], v[2]) };
                return true;
            case Field.Size:
                if (!TryNumbers(ref reader, v[..3], "size"))
                {
                    return false;
                }
                Require(v[0] > 0 && v[1] > 0 && v[2] > 0, "size (width, length, height) must be positive.");
                box = box with { Size = new(v[0], v[1], v[2]) };
                return true;
            case Field.Rotation:
                if (!TryNumbers(ref reader, v, "rotation"))
                {
                    return false;
                }
                box = box with { Rotation = new(v[0], v[1], v[2], v[3]) };
                Require(box.Rotation.Norm > 0, "rotation (w, x, y, z) must not be zero.");
                return true;
            case Field.Velocity:
                if (!TryNumbers(ref reader, v[..2], "velocity"))
                {
                    return false;
                }
                box = box with { Velocity = new(v[0], v[1]) };
                return true;
            default:
                return reader.Read() && (field == Field.None ? reader.TrySkip() : TakeScalar(ref reader, field, ref box));
        }
    }

    private bool TakeScalar(ref Utf8JsonReader reader, Field field, ref DetectionBox box)
    {
        if (field == Field.Score)
        {
            Require(reader.TokenType == JsonTokenType.Number && double.IsFinite(reader.GetDouble()), "detection_score must be a finite number.");
            box = box with { Score = reader.GetDouble() };
            return true;
        }
        Require(reader.TokenType == JsonTokenType.String, "sample_token, detection_name and attribute_name must be texts.");
        switch (field)
        {
            case Field.Sample:
                Require(reader.ValueTextEquals(Sample), "its sample_token is another sample's.");
                break;
            case Field.Class:
                box = box with { Class = DetectionClasses.Find(reader.ValueSpan) ?? throw Unknown(ref reader, "detection_name", DetectionClasses.Names) };
                break;
            default:
                box = box with { Attribute = DetectionAttributes.Find(reader.ValueSpan) ?? throw Unknown(ref reader, "attribute_name", DetectionAttributes.Names.Skip(1)) };
                break;
        }
        return true;
    }

    private static bool TryNumbers(ref Utf8JsonReader reader, scoped Span<double> numbers, string name)
    {
        if (!reader.Read())
        {
            return false;
        }
        bool good = reader.TokenType == JsonTokenType.StartArray;
        for (int i = 0; good && i < numbers.Length; i++)
        {
            if (!reader.Read())
            {
                return false;
            }
            good = reader.TokenType == JsonTokenType.Number && double.IsFinite(numbers[i] = reader.GetDouble());
        }
        if (good)
        {
            if (!reader.Read())
            {
                return false;
            }
            good = reader.TokenType == JsonTokenType.EndArray;
        }
        return good ? true : throw new JsonException($"{name} must be a list of {numbers.Length} finite numbers.");
    }

    private static Field FieldOf(ref Utf8JsonReader reader)
    {
        foreach ((_, byte[] name, Field field) in Fields)
        {
            if (reader.ValueTextEquals(name))
            {
                return field;
            }
        }
        return Field.None;
    }

    private static JsonException Unknown(ref Utf8JsonReader reader, string field, IEnumerable<string> known) =>
        new($"{field} is '{Encoding.UTF8.GetString(reader.ValueSpan)}'; one of {string.Join(", ", known)} was expected.");

    private static void Require(bool condition, string fault)
    {
        if (!condition)
        {
            throw new JsonException(fault);
        }
    }
}
