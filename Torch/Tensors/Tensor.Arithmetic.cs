using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Aten.add_Tensor.Binary(this, target);
        public Tensor add(Scalar scalar) => Aten.add_Scalar.Call(this, scalar);
        public Tensor add_(Tensor target) => Aten.add__Tensor.CallOn(this, this, target);
        public Tensor add_(Scalar scalar) => Aten.add__Scalar.CallOn(this, this, scalar);
        public Tensor sub(Tensor target) => Aten.sub_Tensor.Binary(this, target);
        public Tensor sub(Scalar target) => Aten.sub_Scalar.Call(this, target);
        public Tensor sub_(Tensor target) => Aten.sub__Tensor.CallOn(this, this, target);
        public Tensor sub_(Scalar target) => Aten.sub__Scalar.CallOn(this, this, target);
        public Tensor subtract(Tensor target) => sub(target);
        public Tensor subtract(Scalar target) => sub(target);
        public Tensor subtract_(Tensor target) => sub_(target);
        public Tensor subtract_(Scalar target) => sub_(target);
        public Tensor mul(Tensor target) => Aten.mul_Tensor.Binary(this, target);
        public Tensor mul(Scalar target) => Aten.mul_Scalar.Call(this, target);
        public Tensor mul_(Tensor target) => Aten.mul__Tensor.CallOn(this, this, target);
        public Tensor mul_(Scalar target) => Aten.mul__Scalar.CallOn(this, this, target);
        public Tensor multiply(Tensor target) => mul(target);
        public Tensor multiply(Scalar target) => mul(target);
        public Tensor remainder(Tensor target) => Aten.remainder_Tensor.Binary(this, target);
        public Tensor remainder(Scalar scalar) => Aten.remainder_Scalar.Call(this, scalar);
        public Tensor remainder_(Tensor target) => Aten.remainder__Tensor.CallOn(this, this, target);
        public Tensor remainder_(Scalar scalar) => Aten.remainder__Scalar.CallOn(this, this, scalar);
        public Tensor fmod(Tensor target) => Aten.fmod_Tensor.Binary(this, target);
        public Tensor fmod(Scalar scalar) => Aten.fmod_Scalar.Call(this, scalar);
        public Tensor fmod_(Tensor target) => Aten.fmod__Tensor.CallOn(this, this, target);
        public Tensor fmod_(Scalar scalar) => Aten.fmod__Scalar.CallOn(this, this, scalar);
        public Tensor add(Tensor target, Scalar alpha) => Aten.add_Tensor.Call(this, target, alpha);
        public Tensor add(Scalar scalar, Scalar alpha) => Aten.add_Scalar.Call(this, scalar, alpha);
        public Tensor add_(Tensor target, Scalar alpha) => Aten.add__Tensor.CallOn(this, this, target, alpha);
        public Tensor add_(Scalar scalar, Scalar alpha) => Aten.add__Scalar.CallOn(this, this, scalar, alpha);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None ? Aten.div_Tensor.Call(this, target) : Aten.div_Tensor_mode.Call(this, target, Name(rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None ? Aten.div_Scalar.Call(this, target) : Aten.div_Scalar_mode.Call(this, target, Name(rounding_mode));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.div__Tensor_mode.CallOn(this, this, target, Name(rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.div__Scalar_mode.CallOn(this, this, target, Name(rounding_mode));

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor true_divide(Tensor other) => div(other);
        public Tensor true_divide(Scalar other) => div(other);
        public Tensor floor_divide(Tensor other) => Aten.floor_divide.Binary(this, other);
        public Tensor floor_divide(Scalar other) => Aten.floor_divide_Scalar.Call(this, other);

        public Tensor pow(Tensor exponent) => Aten.pow_Tensor_Tensor.Binary(this, exponent);
        public Tensor pow(Scalar exponent) => Aten.pow_Tensor_Scalar.Call(this, exponent);
        public Tensor pow_(Tensor exponent) => Aten.pow__Tensor.CallOn(this, this, exponent);
        public Tensor pow_(Scalar exponent) => Aten.pow__Scalar.CallOn(this, this, exponent);

        public Tensor maximum(Tensor other) => Aten.maximum.Binary(this, other);
        public Tensor minimum(Tensor other) => Aten.minimum.Binary(this, other);
        public Tensor fmax(Tensor other) => Aten.fmax.Binary(this, other);
        public Tensor fmin(Tensor other) => Aten.fmin.Binary(this, other);
        public Tensor atan2(Tensor other) => Aten.atan2.Binary(this, other);
        public Tensor hypot(Tensor other) => Aten.hypot.Binary(this, other);
        public Tensor logaddexp(Tensor other) => Aten.logaddexp.Binary(this, other);
        public Tensor xlogy(Tensor y) => Aten.xlogy_Tensor.Binary(this, y);
        public Tensor lerp(Tensor end, Tensor weight) => Aten.lerp_Tensor.Call(this, end, weight);
        public Tensor lerp_(Tensor end, Tensor weight) => Aten.lerp__Tensor.CallOn(this, this, end, weight);
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcmul.Call(this, tensor1, tensor2, value);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcmul_.CallOn(this, this, tensor1, tensor2, value);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Aten.addcdiv.Call(this, tensor1, tensor2, 1L);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcdiv.Call(this, tensor1, tensor2, value);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Aten.addcdiv_.CallOn(this, this, tensor1, tensor2, 1L);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcdiv_.CallOn(this, this, tensor1, tensor2, value);

        private static Argument Name(RoundingMode mode) => mode == RoundingMode.None ? Argument.None : mode.ToString();
    }
}
