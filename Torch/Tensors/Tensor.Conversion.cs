using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Done(Aten.to_dtype.Call(this, type, non_blocking, copy), disposeAfter);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Done(Aten.to_device.Call(this, device, dtype, non_blocking, copy), disposeAfter);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Done(Aten.to_device.Call(this, device, type, non_blocking, copy), disposeAfter);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(type, copy, disposeAfter, non_blocking);

        public Tensor type(ScalarType dtype) => to(dtype);
        public Tensor type_as(Tensor tensor) => to(tensor.dtype);
        public Tensor @bool() => to(ScalarType.Bool);
        public Tensor @byte() => to(ScalarType.Byte);
        public Tensor @char() => to(ScalarType.Int8);
        public Tensor @short() => to(ScalarType.Int16);
        public Tensor @int() => to(ScalarType.Int32);
        public Tensor @long() => to(ScalarType.Int64);
        public Tensor half() => to(ScalarType.Float16);
        public Tensor bfloat16() => to(ScalarType.BFloat16);
        public Tensor @float() => to(ScalarType.Float32);
        public Tensor @double() => to(ScalarType.Float64);
        public Tensor cpu() => to(torch.CPU);
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? torch.CUDA, non_blocking: non_blocking);
        public Tensor pin_memory() => Aten.pin_memory.Unary(this);

        public Tensor contiguous() => Aten.contiguous.Unary(this);
        public Tensor clone() => Aten.clone.Unary(this);
        public Tensor detach() => Aten.detach.Unary(this);
        public Tensor detach_() => Aten.detach_.CallOn(this, this);
        public Tensor alias() => Aten.alias.Unary(this);

        // Hands back the result; the original goes where that was asked for.
        private Tensor Done(Tensor result, bool disposeThis)
        {
            if (disposeThis)
                Dispose();
            return result;
        }
    }
}
