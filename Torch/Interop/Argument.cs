using System.Runtime.CompilerServices;
using TorchSharp;

namespace VoxPilot.Torch.Interop;

/// <summary>
/// One argument of an operator. It keeps the tensor or list it was made from alive while the call runs; a
/// <c>params</c> span of these lives on the caller's stack, so a call allocates nothing for its arguments.
/// </summary>
internal readonly struct Argument
{
    private readonly ValueTag tag;
    private readonly int extra;
    private readonly long bits;

    private Argument(ValueTag tag, object? reference, long bits = 0, int extra = 0)
    {
        this.tag = tag;
        this.bits = bits;
        this.extra = extra;
        Reference = reference;
    }

    /// <summary>An optional argument that is not given.</summary>
    public static Argument None => default;

    public object? Reference { get; }

    public static implicit operator Argument(torch.Tensor? value) => value is null ? default : new(ValueTag.Tensor, value);
    public static implicit operator Argument(long value) => new(ValueTag.Int, null, value);
    public static implicit operator Argument(long? value) => value is { } known ? known : default(Argument);
    public static implicit operator Argument(double value) => new(ValueTag.Double, null, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Argument(double? value) => value is { } known ? known : default(Argument);
    public static implicit operator Argument(bool value) => new(ValueTag.Bool, null, value ? 1 : 0);
    public static implicit operator Argument(string? value) => value is null ? default : new(ValueTag.String, value);
    public static implicit operator Argument(long[]? value) => value is null ? default : new(ValueTag.Ints, value);
    public static implicit operator Argument(double[]? value) => value is null ? default : new(ValueTag.Doubles, value);
    public static implicit operator Argument(bool[]? value) => value is null ? default : new(ValueTag.Bools, value);
    public static implicit operator Argument(torch.Tensor?[]? value) => value is null ? default : new(ValueTag.Tensors, value);
    public static implicit operator Argument(torch.ScalarType value) => new(ValueTag.Int, null, (long)value);
    public static implicit operator Argument(torch.ScalarType? value) => value is { } known ? known : default(Argument);
    public static implicit operator Argument(memory_format value) => new(ValueTag.Int, null, (long)value);
    public static implicit operator Argument(torch.nn.Reduction value) => new(ValueTag.Int, null, (long)value);

    public static implicit operator Argument(torch.Device? value) =>
        value is null ? default : new(ValueTag.Device, null, value.index, (int)value.type);

    public static implicit operator Argument(torch.Generator? value) => value is null ? default : new(ValueTag.Generator, value);
    public static implicit operator Argument(Scalar? value) => value is null ? default : new(value.Tag, null, value.Bits);

    /// <summary>Writes the value as the native side reads it; lists are copied into <paramref name="lists"/>.</summary>
    public unsafe NativeValue ToNative(ref ListBuffer lists)
    {
        var value = new NativeValue { Tag = tag, Length = extra, Integer = bits };
        switch (tag)
        {
            case ValueTag.Tensor: value.Pointer = Unsafe.As<torch.Tensor>(Reference)!.Handle; break;
            case ValueTag.Generator: value.Pointer = Unsafe.As<torch.Generator>(Reference)!.Handle; break;
            case ValueTag.String: value.Length = lists.Utf8((string)Reference!, out value.Pointer); break;
            case ValueTag.Ints: value.Length = lists.Copy((long[])Reference!, out value.Pointer); break;
            case ValueTag.Doubles: value.Length = lists.Copy((double[])Reference!, out value.Pointer); break;
            case ValueTag.Bools: value.Length = lists.Copy((bool[])Reference!, out value.Pointer); break;
            case ValueTag.Tensors: value.Length = lists.Copy((torch.Tensor?[])Reference!, out value.Pointer); break;
        }

        return value;
    }
}
