using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;

namespace VoxPilot.Torch.Interop;

/// <summary>Memory for the lists of one call: the caller's stack first, the native heap for what does not fit there.</summary>
internal unsafe ref struct ListBuffer(long* start, int capacity)
{
    private int used;
    private List<nint>? overflow;

    public int Copy(long[] values, out nint pointer)
    {
        long* target = Take(values.Length);
        values.CopyTo(new Span<long>(target, values.Length));
        pointer = (nint)target;
        return values.Length;
    }

    public int Copy(double[] values, out nint pointer)
    {
        double* target = (double*)Take(values.Length);
        values.CopyTo(new Span<double>(target, values.Length));
        pointer = (nint)target;
        return values.Length;
    }

    public int Copy(bool[] values, out nint pointer)
    {
        long* target = Take(values.Length);
        for (int i = 0; i < values.Length; i++)
            target[i] = values[i] ? 1 : 0;
        pointer = (nint)target;
        return values.Length;
    }

    public int Copy(ReadOnlySpan<torch.Tensor?> tensors, out nint pointer)
    {
        long* target = Take(tensors.Length);
        for (int i = 0; i < tensors.Length; i++)
            target[i] = tensors[i] is { } tensor ? tensor.Handle : 0;
        pointer = (nint)target;
        return tensors.Length;
    }

    public int Utf8(string text, out nint pointer)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        long* target = Take((length + 8) / 8);
        Encoding.UTF8.GetBytes(text, new Span<byte>(target, length));
        pointer = (nint)target;
        return length;
    }

    public void Dispose()
    {
        if (overflow is null)
            return;
        foreach (nint block in overflow)
            NativeMemory.Free((void*)block);
    }

    private long* Take(int count)
    {
        if (used + count <= capacity)
        {
            used += count;
            return start + used - count;
        }

        void* block = NativeMemory.Alloc((nuint)Math.Max(count, 1), sizeof(long));
        (overflow ??= []).Add((nint)block);
        return (long*)block;
    }
}
