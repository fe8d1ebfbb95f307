using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public long Dimensions => Alive(Native.vp_dim(Handle));

        public long ndim => Dimensions;

        public long NumberOfElements => Alive(Native.vp_numel(Handle));

        public long ElementSize => Alive(Native.vp_element_size(Handle));

        public ScalarType dtype => (ScalarType)Alive(Native.vp_dtype(Handle));

        /// <summary>The sizes of all dimensions, as a new array.</summary>
        public long[] shape => Alive(new ReadOnlySpan<long>(Native.vp_sizes(Handle), (int)Native.vp_dim(Handle)).ToArray());

        public DeviceType device_type => (DeviceType)(Alive(Native.vp_device(Handle)) >> 32);

        public int device_index => (int)Alive(Native.vp_device(Handle));

        public Device device => device_type == DeviceType.CPU ? CPU : new Device(device_type, device_index);

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_sparse => Alive(Native.vp_is_sparse(Handle)) != 0;

        public bool is_meta => device_type == DeviceType.META;

        public long dim() => Dimensions;

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        public long[] size() => shape;

        /// <param name="dim">The dimension, counted from the end where negative.</param>
        public long size(int dim) => Alive(Native.vp_sizes(Handle)[Axis(dim)]);

        public long[] stride() => Alive(new ReadOnlySpan<long>(Native.vp_strides(Handle), (int)Dimensions).ToArray());

        public long stride(int dim) => Alive(Native.vp_strides(Handle)[Axis(dim)]);

        public long storage_offset() => Alive(Native.vp_storage_offset(Handle));

        public bool is_contiguous() => Alive(Native.vp_is_contiguous(Handle, (int)memory_format.contiguous_format)) != 0;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_integral() => torch.is_integral(dtype);

        internal bool IsContiguous(memory_format format) => Alive(Native.vp_is_contiguous(Handle, (int)format)) != 0;

        private int Axis(int dim)
        {
            int rank = (int)Dimensions;
            int axis = dim < 0 ? dim + rank : dim;
            return (uint)axis < (uint)rank ? axis
                : throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {rank} dimensions.");
        }

        // Keeps this object, and with it the native tensor, alive until the value has been read.
        private T Alive<T>(T value)
        {
            GC.KeepAlive(this);
            return value;
        }
    }
}
