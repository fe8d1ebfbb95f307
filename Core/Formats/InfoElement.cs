using System.Text.Json;

using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Formats;

/// <summary>A value of an info file together with its path, so that each fault can name its field.</summary>
internal readonly record struct InfoElement(JsonElement Value, string Path)
{
    public InfoElement Get(string key) =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(key, out JsonElement child)
            ? new(child, $"{Path}.{key}")
            : throw new InvalidDataException($"{Path}.{key} is absent.");

    public JsonElement Item(int index)
    {
        if (Value.ValueKind != JsonValueKind.Array || index < 0 || index >= Value.GetArrayLength())
        {
            throw new InvalidDataException($"{Path} has no entry {index}.");
        }
        return Value[index];
    }

    public string Text() => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : throw new InvalidDataException($"{Path} must be a string.");

    public double Number() =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out double number) ? number : throw new InvalidDataException($"{Path} must be a number.");

    public Matrix3 Matrix3()
    {
        double[] m = Elements(3);
        return new(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8]);
    }

    public Pose Pose()
    {
        double[] m = Elements(4);
        Matrix3 rotation = new(m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10]);
        return Math.Abs(rotation.Determinant - 1) < 1e-3
            ? new(Rotation.FromMatrix(rotation), new(m[3], m[7], m[11]))
            : throw new InvalidDataException($"{Path} is no rigid motion: the determinant of its rotation is {rotation.Determinant}.");
    }

    private double[] Elements(int size)
    {
        double[] elements = new double[size * size];
        bool square = Value.ValueKind == JsonValueKind.Array && Value.GetArrayLength() == size;
        for (int row = 0; square && row < size; row++)
        {
            square = Value[row].ValueKind == JsonValueKind.Array && Value[row].GetArrayLength() == size;
            for (int column = 0; square && column < size; column++)
            {
                elements[size * row + column] = new InfoElement(Value[row][column], $"{Path}[{row}][{column}]").Number();
            }
        }
        return square ? elements : throw new InvalidDataException($"{Path} must be a {size}×{size} matrix.");
    }
}
