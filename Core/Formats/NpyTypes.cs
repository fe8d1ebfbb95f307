using System.Runtime.InteropServices;

namespace VoxPilot.Core.Formats;

/// <summary>What a <see cref="NpyType"/> is called in NumPy and what it is here.</summary>
internal static class NpyTypes
{
    private static readonly (NpyType Type, string Descriptor, Type Element, int Size)[] Table =
    [
        (NpyType.Bool, "|b1", typeof(bool), 1),
        (NpyType.UInt8, "|u1", typeof(byte), 1),
        (NpyType.Int8, "|i1", typeof(sbyte), 1),
        (NpyType.Int16, "<i2", typeof(short), 2),
        (NpyType.UInt16, "<u2", typeof(ushort), 2),
        (NpyType.Int32, "<i4", typeof(int), 4),
        (NpyType.Int64, "<i8", typeof(long), 8),
        (NpyType.Float16, "<f2", typeof(Half), 2),
        (NpyType.Float32, "<f4", typeof(float), 4),
        (NpyType.Float64, "<f8", typeof(double), 8),
    ];

    public static NpyType? Of(Type element) => Find(row => row.Element == element)?.Type;

    public static NpyType? Of(string descriptor) => Find(row => row.Descriptor == descriptor)?.Type;

    public static string Descriptor(NpyType type) => Table[(int)type].Descriptor;

    public static int Size(NpyType type) => Table[(int)type].Size;

    public static Array Allocate(NpyType type, int count) => Array.CreateInstance(Table[(int)type].Element, count);

    public static ReadOnlySpan<byte> BytesOf(Array values) =>
        MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(values), checked(values.Length * Size(Of(values.GetType().GetElementType()!)!.Value)));

    private static (NpyType Type, string Descriptor, Type Element, int Size)? Find(Func<(NpyType Type, string Descriptor, Type Element, int Size), bool> match)
    {
        foreach ((NpyType Type, string Descriptor, Type Element, int Size) row in Table)
        {
            if (match(row))
            {
                return row;
            }
        }
        return null;
    }
}
