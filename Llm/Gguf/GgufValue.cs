using System.Globalization;

namespace VoxPilot.Llm;

/// <summary>One metadata value. Make it from a .NET value; read it with the accessor of the kind that is expected.</summary>
public sealed record GgufValue
{
    internal GgufValue(GgufValueType type, object value, GgufValueType? elementType = null)
    {
        Type = type;
        Value = value;
        ElementType = elementType;
    }

    /// <summary>Its type in the file.</summary>
    public GgufValueType Type { get; }

    /// <summary>Type of an array's elements; null for anything else.</summary>
    public GgufValueType? ElementType { get; }

    /// <summary>The value: the .NET number, bool or string of its type; for an array the .NET array (of <see cref="GgufValue"/> where arrays are nested).</summary>
    public object Value { get; }

    /// <summary>Wraps a number, a bool, a string or a one-dimensional array of these.</summary>
    public static GgufValue From(object value)
    {
        if (value is Array array)
        {
            return new GgufValue(GgufValueType.Array, array, TypeOf(array.GetType().GetElementType()!));
        }

        return new GgufValue(TypeOf(value.GetType()), value);
    }

    /// <summary>The text of a string.</summary>
    public string AsText() => Value as string ?? throw Mismatch("a string");

    /// <summary>The value of any integer type.</summary>
    public long AsInteger() => Value is sbyte or byte or short or ushort or int or uint or long or ulong
        ? Convert.ToInt64(Value, CultureInfo.InvariantCulture)
        : throw Mismatch("an integer");

    /// <summary>The value of any number type.</summary>
    public double AsNumber() => Value is float or double ? Convert.ToDouble(Value, CultureInfo.InvariantCulture) : AsInteger();

    /// <summary>The elements of an array of the given .NET type.</summary>
    public T[] AsArray<T>() => Value as T[] ?? throw Mismatch($"an array of {typeof(T).Name}");

    private static GgufValueType TypeOf(Type type) => type switch
    {
        _ when type == typeof(byte) => GgufValueType.UInt8,
        _ when type == typeof(sbyte) => GgufValueType.Int8,
        _ when type == typeof(ushort) => GgufValueType.UInt16,
        _ when type == typeof(short) => GgufValueType.Int16,
        _ when type == typeof(uint) => GgufValueType.UInt32,
        _ when type == typeof(int) => GgufValueType.Int32,
        _ when type == typeof(float) => GgufValueType.Float32,
        _ when type == typeof(bool) => GgufValueType.Bool,
        _ when type == typeof(string) => GgufValueType.String,
        _ when type == typeof(ulong) => GgufValueType.UInt64,
        _ when type == typeof(long) => GgufValueType.Int64,
        _ when type == typeof(double) => GgufValueType.Float64,
        _ when type == typeof(GgufValue) => GgufValueType.Array,
        _ => throw new ArgumentException($"GGUF metadata cannot hold a {type.Name}."),
    };

    private InvalidDataException Mismatch(string expected) =>
        new($"The metadata value is {(ElementType is { } element ? $"an array of {element}" : Type.ToString())}; {expected} was expected.");
}
