using ScalarType = TorchSharp.torch.ScalarType;

namespace VoxPilot.Torch;

/// <summary>The element types that tensor files hold: their sizes and their names in safetensors and in PyTorch's pickles.</summary>
internal static class ElementType
{
    private static readonly (ScalarType Type, int Size, string Safetensors, string Storage)[] s_table =
    [
        (ScalarType.Float32, 4, "F32", "FloatStorage"),
        (ScalarType.Float16, 2, "F16", "HalfStorage"),
        (ScalarType.BFloat16, 2, "BF16", "BFloat16Storage"),
        (ScalarType.Float64, 8, "F64", "DoubleStorage"),
        (ScalarType.Int64, 8, "I64", "LongStorage"),
        (ScalarType.Int32, 4, "I32", "IntStorage"),
        (ScalarType.Int16, 2, "I16", "ShortStorage"),
        (ScalarType.Int8, 1, "I8", "CharStorage"),
        (ScalarType.Byte, 1, "U8", "ByteStorage"),
        (ScalarType.Bool, 1, "BOOL", "BoolStorage"),
    ];

    /// <summary>Bytes per element; 0 for a type that tensor files do not hold.</summary>
    public static int SizeOf(ScalarType type) => Array.Find(s_table, row => row.Type == type).Size;

    /// <summary>The name safetensors uses, or null.</summary>
    public static string? SafetensorsName(ScalarType type) => Array.Find(s_table, row => row.Type == type).Safetensors;

    /// <summary>The type of a safetensors name, or null.</summary>
    public static ScalarType? FromSafetensors(string? name) => Find(row => row.Safetensors == name);

    /// <summary>The type of the elements of a PyTorch storage class, or null.</summary>
    public static ScalarType? FromStorage(string name) => Find(row => row.Storage == name);

    private static ScalarType? Find(Predicate<(ScalarType Type, int Size, string Safetensors, string Storage)> match) =>
        Array.FindIndex(s_table, match) is >= 0 and int at ? s_table[at].Type : null;
}
