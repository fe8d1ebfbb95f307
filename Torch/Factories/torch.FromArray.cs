namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of an array's elements, with the array's dimensions.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static unsafe Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        ScalarType found = ElementTypes.Require(rawArray.GetType().GetElementType()!);
        var shape = new long[rawArray.Rank];
        for (int i = 0; i < shape.Length; i++)
            shape[i] = rawArray.GetLongLength(i);
        Tensor made = empty(shape, found);
        long length = rawArray.LongLength * found.ElementSize();
        fixed (byte* source = &System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(rawArray))
            Buffer.MemoryCopy(source, made.DataPointer(), length, length);
        if (dtype is { } type && type != found)
            made = made.to(type, disposeAfter: true);
        if (device is not null && device.type != DeviceType.CPU)
            made = made.to(device, disposeAfter: true);
        return Marked(made, requires_grad);
    }

    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) => data.to(dtype ?? data.dtype, device ?? data.device);

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);
}
