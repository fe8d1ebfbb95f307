namespace TorchSharp;

/// <summary>Readings of one-element tensors, and tensors made from arrays.</summary>
public static partial class TensorExtensionMethods
{
    public static float ToSingle(this torch.Tensor value) => value.item<float>();
    public static double ToDouble(this torch.Tensor value) => value.item<double>();
    public static byte ToByte(this torch.Tensor value) => value.item<byte>();
    public static short ToInt16(this torch.Tensor value) => value.item<short>();
    public static int ToInt32(this torch.Tensor value) => value.item<int>();
    public static long ToInt64(this torch.Tensor value) => value.item<long>();
    public static bool ToBoolean(this torch.Tensor value) => value.item<bool>();

    /// <summary>Bytes of one element.</summary>
    public static int ElementSize(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool or torch.ScalarType.QInt8 or torch.ScalarType.QUInt8 => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 or torch.ScalarType.QInt32 => 4,
        torch.ScalarType.Int64 or torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat32 => 8,
        torch.ScalarType.ComplexFloat64 => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
    };

    /// <summary>A tensor of the array's elements in the given shape.</summary>
    public static torch.Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false) =>
        torch.from_array(rawArray).reshape(dimensions).requires_grad_(requires_grad);

    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, static (product, size) => product * size);
}
