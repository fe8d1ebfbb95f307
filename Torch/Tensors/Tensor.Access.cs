using System.Runtime.CompilerServices;
using TorchSharp.Utils;
using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>The tensor's elements by index; a tensor on another device is to be brought to the CPU first.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged => new(this);

        /// <summary>The memory of a contiguous tensor on the CPU.</summary>
        public Span<byte> bytes
        {
            get
            {
                if (!is_contiguous())
                    throw new InvalidOperationException("The bytes of a tensor that is not contiguous do not lie together: call contiguous() first.");
                return new Span<byte>(DataPointer(), checked((int)(NumberOfElements * ElementSize)));
            }
        }

        /// <summary>The one element of a tensor, cast to <typeparamref name="T"/> where its type is another.</summary>
        /// <exception cref="ArgumentException">The tensor has more than one element.</exception>
        public T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new ArgumentException($"Number of elements in the tensor must be 1, it is {NumberOfElements}.");
            if (is_cpu() && ElementTypes.Of(typeof(T)) == dtype)
                return Alive(Unsafe.ReadUnaligned<T>(DataPointer()));
            Scalar value = ToScalar();
            object converted = Type.GetTypeCode(typeof(T)) switch
            {
                TypeCode.Single => (float)value.AsDouble,
                TypeCode.Double => value.AsDouble,
                TypeCode.Boolean => value.AsDouble != 0,
                TypeCode.Byte => checked((byte)value.AsInt64),
                TypeCode.SByte => checked((sbyte)value.AsInt64),
                TypeCode.Int16 => checked((short)value.AsInt64),
                TypeCode.Int32 => checked((int)value.AsInt64),
                TypeCode.Int64 => value.AsInt64,
                _ when typeof(T) == typeof(Half) => (Half)value.AsDouble,
                _ => throw new NotSupportedException($"A tensor's element cannot be read as {typeof(T).Name}."),
            };
            return (T)converted;
        }

        public Scalar ToScalar() => Aten.item.CallScalar(this);

        public static explicit operator float(Tensor value) => value.ToSingle();
        public static explicit operator double(Tensor value) => value.ToDouble();
        public static explicit operator byte(Tensor value) => value.ToByte();
        public static explicit operator short(Tensor value) => value.ToInt16();
        public static explicit operator int(Tensor value) => value.ToInt32();
        public static explicit operator long(Tensor value) => value.ToInt64();
        public static explicit operator bool(Tensor value) => value.ToBoolean();

        public static implicit operator Tensor(byte value) => tensor(value);
        public static implicit operator Tensor(short value) => tensor(value);
        public static implicit operator Tensor(int value) => tensor(value);
        public static implicit operator Tensor(long value) => tensor(value);
        public static implicit operator Tensor(float value) => tensor(value);
        public static implicit operator Tensor(double value) => tensor(value);
        public static implicit operator Tensor(bool value) => tensor(value);
        public static implicit operator Tensor(int[] value) => tensor(value);
        public static implicit operator Tensor(long[] value) => tensor(value);
        public static implicit operator Tensor(float[] value) => tensor(value);
        public static implicit operator Tensor(double[] value) => tensor(value);
        public static implicit operator Tensor(bool[] value) => tensor(value);
        public static implicit operator Tensor(Scalar scalar) => Aten.scalar_tensor.Call(scalar, scalar.Type);

        public override string ToString() =>
            IsInvalid ? "(disposed)" : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";

        internal void* DataPointer()
        {
            void* pointer;
            Native.Check(Native.vp_data(Handle, &pointer));
            return pointer;
        }
    }
}
