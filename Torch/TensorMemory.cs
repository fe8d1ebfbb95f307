using System.Runtime.InteropServices;
using TorchSharp;
using VoxPilot.Torch.Interop;

namespace VoxPilot.Torch;

/// <summary>Tensor memory as C# sees it: for kernels written here, and for tensors over memory that is there already.</summary>
public static unsafe class TensorMemory
{
    /// <summary>The elements of a contiguous tensor on the CPU. The span is valid while the tensor is.</summary>
    /// <exception cref="ArgumentException">Another element type, another device, or not contiguous.</exception>
    public static Span<T> Span<T>(this torch.Tensor tensor) where T : unmanaged =>
        new(Pointer<T>(tensor), checked((int)tensor.NumberOfElements));

    /// <summary>The address of the first element of a contiguous tensor on the CPU, for tensors larger than a span can be.</summary>
    public static T* Pointer<T>(this torch.Tensor tensor) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (!tensor.is_cpu() || !tensor.is_contiguous() || ElementTypes.Of(typeof(T)) != tensor.dtype)
            throw new ArgumentException($"A contiguous tensor of {typeof(T).Name} on the CPU is expected; this is {tensor}{(tensor.is_contiguous() ? "" : ", not contiguous")}.", nameof(tensor));
        return (T*)tensor.DataPointer();
    }

    /// <summary>A tensor over memory that its owner keeps where it is until <paramref name="released"/> is called, on any thread.</summary>
    public static torch.Tensor Borrow(void* data, long[] shape, torch.ScalarType dtype, Action? released = null)
    {
        ArgumentNullException.ThrowIfNull(shape);
        NativeStart.EnsureCallbacks();
        GCHandle owner = GCHandle.Alloc(new Owner(released));
        nint handle;
        int status;
        fixed (long* sizes = shape)
            status = Native.vp_from_blob(data, sizes, null, shape.Length, (int)dtype, (int)DeviceType.CPU, -1, GCHandle.ToIntPtr(owner), &handle);
        if (status < 0)
            owner.Free();
        Native.Check(status);
        return new torch.Tensor(handle);
    }

    private sealed class Owner(Action? released) : INativeOwned
    {
        public void OnReleased() => released?.Invoke();
    }
}
