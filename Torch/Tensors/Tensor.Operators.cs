using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => Aten.add_Tensor.Binary(left, right);
        public static Tensor operator +(Tensor left, Scalar right) => Aten.add_Scalar.Call(left, right);
        public static Tensor operator +(Tensor left, int right) => Aten.add_Scalar.Call(left, right);
        public static Tensor operator +(Tensor left, long right) => Aten.add_Scalar.Call(left, right);
        public static Tensor operator +(Tensor left, float right) => Aten.add_Scalar.Call(left, right);
        public static Tensor operator +(Tensor left, double right) => Aten.add_Scalar.Call(left, right);
        public static Tensor operator +(Scalar left, Tensor right) => Aten.add_Scalar.Call(right, left);
        public static Tensor operator +(int left, Tensor right) => Aten.add_Scalar.Call(right, left);
        public static Tensor operator +(long left, Tensor right) => Aten.add_Scalar.Call(right, left);
        public static Tensor operator +(float left, Tensor right) => Aten.add_Scalar.Call(right, left);
        public static Tensor operator +(double left, Tensor right) => Aten.add_Scalar.Call(right, left);

        public static Tensor operator -(Tensor left, Tensor right) => Aten.sub_Tensor.Binary(left, right);
        public static Tensor operator -(Tensor left, Scalar right) => Aten.sub_Scalar.Call(left, right);
        public static Tensor operator -(Tensor left, int right) => Aten.sub_Scalar.Call(left, right);
        public static Tensor operator -(Tensor left, long right) => Aten.sub_Scalar.Call(left, right);
        public static Tensor operator -(Tensor left, float right) => Aten.sub_Scalar.Call(left, right);
        public static Tensor operator -(Tensor left, double right) => Aten.sub_Scalar.Call(left, right);
        public static Tensor operator -(Scalar left, Tensor right) => Aten.rsub_Scalar.Call(right, left);
        public static Tensor operator -(int left, Tensor right) => Aten.rsub_Scalar.Call(right, left);
        public static Tensor operator -(long left, Tensor right) => Aten.rsub_Scalar.Call(right, left);
        public static Tensor operator -(float left, Tensor right) => Aten.rsub_Scalar.Call(right, left);
        public static Tensor operator -(double left, Tensor right) => Aten.rsub_Scalar.Call(right, left);

        public static Tensor operator *(Tensor left, Tensor right) => Aten.mul_Tensor.Binary(left, right);
        public static Tensor operator *(Tensor left, Scalar right) => Aten.mul_Scalar.Call(left, right);
        public static Tensor operator *(Tensor left, int right) => Aten.mul_Scalar.Call(left, right);
        public static Tensor operator *(Tensor left, long right) => Aten.mul_Scalar.Call(left, right);
        public static Tensor operator *(Tensor left, float right) => Aten.mul_Scalar.Call(left, right);
        public static Tensor operator *(Tensor left, double right) => Aten.mul_Scalar.Call(left, right);
        public static Tensor operator *(Scalar left, Tensor right) => Aten.mul_Scalar.Call(right, left);
        public static Tensor operator *(int left, Tensor right) => Aten.mul_Scalar.Call(right, left);
        public static Tensor operator *(long left, Tensor right) => Aten.mul_Scalar.Call(right, left);
        public static Tensor operator *(float left, Tensor right) => Aten.mul_Scalar.Call(right, left);
        public static Tensor operator *(double left, Tensor right) => Aten.mul_Scalar.Call(right, left);

        public static Tensor operator /(Tensor left, Tensor right) => Aten.div_Tensor.Binary(left, right);
        public static Tensor operator /(Tensor left, Scalar right) => Aten.div_Scalar.Call(left, right);
        public static Tensor operator /(Tensor left, int right) => Aten.div_Scalar.Call(left, right);
        public static Tensor operator /(Tensor left, long right) => Aten.div_Scalar.Call(left, right);
        public static Tensor operator /(Tensor left, float right) => Aten.div_Scalar.Call(left, right);
        public static Tensor operator /(Tensor left, double right) => Aten.div_Scalar.Call(left, right);
        public static Tensor operator /(Scalar left, Tensor right) => Quotient(left, right);
        public static Tensor operator /(int left, Tensor right) => Quotient(left, right);
        public static Tensor operator /(long left, Tensor right) => Quotient(left, right);
        public static Tensor operator /(float left, Tensor right) => Quotient(left, right);
        public static Tensor operator /(double left, Tensor right) => Quotient(left, right);

        public static Tensor operator %(Tensor left, Tensor right) => Aten.remainder_Tensor.Binary(left, right);
        public static Tensor operator %(Tensor left, Scalar right) => Aten.remainder_Scalar.Call(left, right);
        public static Tensor operator %(Tensor left, int right) => Aten.remainder_Scalar.Call(left, right);
        public static Tensor operator %(Tensor left, long right) => Aten.remainder_Scalar.Call(left, right);
        public static Tensor operator %(Tensor left, float right) => Aten.remainder_Scalar.Call(left, right);
        public static Tensor operator %(Tensor left, double right) => Aten.remainder_Scalar.Call(left, right);

        public static Tensor operator -(Tensor tensor) => Aten.neg.Unary(tensor);
        public static Tensor operator ~(Tensor left) => Aten.bitwise_not.Unary(left);
        public static Tensor operator &(Tensor left, Tensor right) => Aten.bitwise_and_Tensor.Binary(left, right);
        public static Tensor operator |(Tensor left, Tensor right) => Aten.bitwise_or_Tensor.Binary(left, right);
        public static Tensor operator ^(Tensor left, Tensor right) => Aten.bitwise_xor_Tensor.Binary(left, right);

        public static Tensor operator ==(Tensor left, Tensor right) => Aten.eq_Tensor.Binary(left, right);
        public static Tensor operator ==(Tensor left, Scalar right) => Aten.eq_Scalar.Call(left, right);
        public static Tensor operator ==(Scalar left, Tensor right) => Aten.eq_Scalar.Call(right, left);
        public static Tensor operator !=(Tensor left, Tensor right) => Aten.ne_Tensor.Binary(left, right);
        public static Tensor operator !=(Tensor left, Scalar right) => Aten.ne_Scalar.Call(left, right);
        public static Tensor operator !=(Scalar left, Tensor right) => Aten.ne_Scalar.Call(right, left);
        public static Tensor operator <(Tensor left, Tensor right) => Aten.lt_Tensor.Binary(left, right);
        public static Tensor operator <(Tensor left, Scalar right) => Aten.lt_Scalar.Call(left, right);
        public static Tensor operator <(Scalar left, Tensor right) => Aten.gt_Scalar.Call(right, left);
        public static Tensor operator <=(Tensor left, Tensor right) => Aten.le_Tensor.Binary(left, right);
        public static Tensor operator <=(Tensor left, Scalar right) => Aten.le_Scalar.Call(left, right);
        public static Tensor operator <=(Scalar left, Tensor right) => Aten.ge_Scalar.Call(right, left);
        public static Tensor operator >(Tensor left, Tensor right) => Aten.gt_Tensor.Binary(left, right);
        public static Tensor operator >(Tensor left, Scalar right) => Aten.gt_Scalar.Call(left, right);
        public static Tensor operator >(Scalar left, Tensor right) => Aten.lt_Scalar.Call(right, left);
        public static Tensor operator >=(Tensor left, Tensor right) => Aten.ge_Tensor.Binary(left, right);
        public static Tensor operator >=(Tensor left, Scalar right) => Aten.ge_Scalar.Call(left, right);
        public static Tensor operator >=(Scalar left, Tensor right) => Aten.le_Scalar.Call(right, left);

        // A number divided by a tensor: one division, so that the last bit is that of left / right.
        private static Tensor Quotient(Argument left, Tensor right)
        {
            using Tensor numerator = Aten.scalar_tensor.Call(left, NumeratorType(right), Argument.None, right.device);
            return Aten.div_Tensor.Call(numerator, right);
        }

        private static Argument NumeratorType(Tensor right) =>
            torch.is_floating_point(right.dtype) ? right.dtype : torch.get_default_dtype();
    }
}
