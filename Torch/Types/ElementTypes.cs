using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Which element type stands for which type of .NET.</summary>
internal static class ElementTypes
{
    public static ScalarType? Of(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => ScalarType.Bool,
        TypeCode.Byte => ScalarType.Byte,
        TypeCode.SByte => ScalarType.Int8,
        TypeCode.Int16 => ScalarType.Int16,
        TypeCode.Int32 => ScalarType.Int32,
        TypeCode.Int64 => ScalarType.Int64,
        TypeCode.Single => ScalarType.Float32,
        TypeCode.Double => ScalarType.Float64,
        _ when type == typeof(Half) => ScalarType.Float16,
        _ when type == typeof(BFloat16) => ScalarType.BFloat16,
        _ => null,
    };

    public static ScalarType Require(Type type) =>
        Of(type) ?? throw new NotSupportedException($"No element type of a tensor stands for {type.Name}.");
}
