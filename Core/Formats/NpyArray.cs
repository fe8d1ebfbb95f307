using System.Runtime.InteropServices;

namespace VoxPilot.Core.Formats;

/// <summary>A NumPy array in C order (the last index runs fastest).</summary>
public sealed class NpyArray
{
    private NpyArray(NpyType type, int[] shape, Array values)
    {
        Type = type;
        Shape = shape;
        Values = values;
    }

    /// <summary>Element type.</summary>
    public NpyType Type { get; }

    /// <summary>Length along each axis; empty for a scalar.</summary>
    public int[] Shape { get; }

    /// <summary>All elements in C order: <c>bool[]</c>, <c>byte[]</c>, <c>float[]</c> … as <see cref="Type"/> says.</summary>
    public Array Values { get; }

    /// <summary>Number of elements.</summary>
    public int Count => Values.Length;

    /// <summary>An array over the given elements, which are not copied.</summary>
    /// <param name="values">Elements in C order: bool, byte, sbyte, short, ushort, int, long, Half, float or double.</param>
    /// <param name="shape">Length along each axis; without any, one axis.</param>
    /// <exception cref="ArgumentException">The shape does not fit the elements, or their type has no NumPy counterpart here.</exception>
    public static NpyArray Of<T>(T[] values, params int[] shape) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(shape);
        NpyType type = NpyTypes.Of(typeof(T))
            ?? throw new ArgumentException($"NumPy arrays of {typeof(T).Name} are not written here.", nameof(values));
        int[] axes = shape.Length > 0 || values.Length == 1 ? [.. shape] : [values.Length];
        long count = axes.Aggregate(1L, (product, axis) => checked(product * axis));
        return count == values.Length && axes.All(axis => axis >= 0)
            ? new(type, axes, values)
            : throw new ArgumentException($"Shape ({string.Join(", ", axes)}) holds {count} elements; {values.Length} were given.", nameof(shape));
    }

    /// <summary>The elements as they are.</summary>
    /// <exception cref="InvalidDataException">They are of another type.</exception>
    public T[] As<T>() where T : unmanaged =>
        NpyTypes.Of(typeof(T)) == Type ? (T[])Values : throw new InvalidDataException($"The array holds {Type} elements; {NpyTypes.Of(typeof(T))?.ToString() ?? typeof(T).Name} was expected.");

    /// <summary>The elements as 32-bit floats; wider numbers are rounded, booleans become 0 and 1.</summary>
    public float[] ToSingles() => Values as float[] ?? Array.ConvertAll(ToDoubles(), value => (float)value);

    /// <summary>The elements as 64-bit floats; booleans become 0 and 1.</summary>
    public double[] ToDoubles() => Values switch
    {
        double[] values => values,
        float[] values => Array.ConvertAll(values, value => (double)value),
        Half[] values => Array.ConvertAll(values, value => (double)value),
        _ => Array.ConvertAll(ToInt64s(), value => (double)value),
    };

    /// <summary>The elements as 64-bit integers; booleans become 0 and 1.</summary>
    /// <exception cref="InvalidDataException">They are floating-point numbers.</exception>
    public long[] ToInt64s() => Type switch
    {
        NpyType.Int64 => As<long>(),
        NpyType.Int32 => Array.ConvertAll(As<int>(), value => (long)value),
        NpyType.Int16 => Array.ConvertAll(As<short>(), value => (long)value),
        NpyType.UInt16 => Array.ConvertAll(As<ushort>(), value => (long)value),
        NpyType.Int8 => Array.ConvertAll(As<sbyte>(), value => (long)value),
        NpyType.UInt8 => Array.ConvertAll(As<byte>(), value => (long)value),
        NpyType.Bool => Array.ConvertAll(As<bool>(), value => value ? 1L : 0L),
        _ => throw new InvalidDataException($"The array holds {Type} elements; integers were expected."),
    };

    /// <summary>The elements' bytes, little-endian, in C order.</summary>
    internal ReadOnlySpan<byte> Bytes => NpyTypes.BytesOf(Values);

    /// <summary>A zeroed array whose bytes a reader fills.</summary>
    internal static NpyArray Allocate(NpyType type, int[] shape, int count, out Span<byte> bytes)
    {
        NpyArray array = new(type, shape, NpyTypes.Allocate(type, count));
        ReadOnlySpan<byte> view = array.Bytes;
        bytes = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(view), view.Length);
        return array;
    }
}
