using System.Collections;
using System.Runtime.CompilerServices;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor on the CPU, in row-major order whatever its strides.</summary>
/// <typeparam name="T">The .NET type of the tensor's element type.</typeparam>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly torch.Tensor tensor;

    internal TensorAccessor(torch.Tensor tensor)
    {
        if (!tensor.is_cpu())
            throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
        if (ElementTypes.Require(typeof(T)) != tensor.dtype)
            throw new ArgumentException($"The tensor's elements are {tensor.dtype}, not {typeof(T).Name}: cast it with to(...) first.");
        this.tensor = tensor;
    }

    public long Count => tensor.NumberOfElements;

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get => *Address(indices);
        set => *Address(indices) = value;
    }

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array.AsSpan());
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        long count = Count - tensorIndex;
        if (array.Length - arrayIndex < count)
            throw new ArgumentException($"The target has room for {array.Length - arrayIndex} elements, {count} are to be copied.", nameof(array));
        using torch.Tensor? made = tensor.is_contiguous() ? null : tensor.contiguous();
        T* source = (T*)(made ?? tensor).DataPointer();
        new ReadOnlySpan<T>(source + tensorIndex, checked((int)count)).CopyTo(array[arrayIndex..]);
        GC.KeepAlive(tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ReadOnlySpan<T> source = array[arrayIndex..];
        int count = (int)Math.Min(source.Length, Count - tensorIndex);
        if (tensor.is_contiguous())
        {
            source[..count].CopyTo(new Span<T>((T*)tensor.DataPointer() + tensorIndex, count));
        }
        else
        {
            long[] shape = tensor.shape, strides = tensor.stride();
            T* target = (T*)tensor.DataPointer();
            for (int i = 0; i < count; i++)
                target[Offset(tensorIndex + i, shape, strides)] = source[i];
        }

        GC.KeepAlive(tensor);
    }

    /// <summary>The elements as an array with the tensor's dimensions.</summary>
    public Array ToNDArray()
    {
        if (tensor.Dimensions == 0)
            return ToArray();
        var array = Array.CreateInstance(typeof(T), tensor.shape);
        T[] flat = ToArray();
        Buffer.BlockCopy(flat, 0, array, 0, flat.Length * Unsafe.SizeOf<T>());
        return array;
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        // The tensor stays with whoever holds it.
    }

    private T* Address(long[] indices)
    {
        long[] shape = tensor.shape, strides = tensor.stride();
        if (indices.Length != shape.Length)
            throw new ArgumentException($"The tensor has {shape.Length} dimensions, {indices.Length} indices were given.", nameof(indices));
        long offset = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            if ((ulong)indices[i] >= (ulong)shape[i])
                throw new ArgumentOutOfRangeException(nameof(indices), indices[i], $"Dimension {i} has size {shape[i]}.");
            offset += indices[i] * strides[i];
        }

        return (T*)tensor.DataPointer() + offset;
    }

    private static long Offset(long linear, long[] shape, long[] strides)
    {
        long offset = 0;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            offset += linear % shape[d] * strides[d];
            linear /= shape[d];
        }

        return offset;
    }
}
