using VoxPilot.Torch.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number without a shape, as operators take it: an integer, a floating-point number or a truth value.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(ValueTag tag, long bits, ScalarType type)
    {
        Tag = tag;
        Bits = bits;
        Type = type;
    }

    public ScalarType Type { get; }

    internal ValueTag Tag { get; }

    internal long Bits { get; }

    internal double AsDouble => Tag == ValueTag.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long AsInt64 => Tag == ValueTag.Double ? checked((long)BitConverter.Int64BitsToDouble(Bits)) : Bits;

    public static implicit operator Scalar(byte value) => Integer(value, ScalarType.Byte);
    public static implicit operator Scalar(sbyte value) => Integer(value, ScalarType.Int8);
    public static implicit operator Scalar(short value) => Integer(value, ScalarType.Int16);
    public static implicit operator Scalar(int value) => Integer(value, ScalarType.Int32);
    public static implicit operator Scalar(long value) => Integer(value, ScalarType.Int64);
    public static implicit operator Scalar(Half value) => Real((double)value, ScalarType.Float16);
    public static implicit operator Scalar(float value) => Real(value, ScalarType.Float32);
    public static implicit operator Scalar(double value) => Real(value, ScalarType.Float64);
    public static implicit operator Scalar(bool value) => new(ValueTag.Bool, value ? 1 : 0, ScalarType.Bool);

    internal static Scalar FromNative(NativeValue value) =>
        new(value.Tag, value.Integer, value.Tag switch
        {
            ValueTag.Int => ScalarType.Int64,
            ValueTag.Bool => ScalarType.Bool,
            _ => ScalarType.Float64,
        });

    public void Dispose()
    {
        // It holds nothing; TorchSharp's does, and code written for that disposes it.
    }

    private static Scalar Integer(long value, ScalarType type) => new(ValueTag.Int, value, type);

    private static Scalar Real(double value, ScalarType type) => new(ValueTag.Double, BitConverter.DoubleToInt64Bits(value), type);
}
