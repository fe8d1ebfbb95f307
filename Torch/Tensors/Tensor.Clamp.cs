using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.clamp.Call(this, min, max);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.clamp_Tensor.Call(this, min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Aten.clamp_.CallOn(this, this, min, max);
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Aten.clamp__Tensor.CallOn(this, this, min, max);
        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);
        public Tensor clamp_max(Scalar max) => Aten.clamp_max.Call(this, max);
        public Tensor clamp_max_(Scalar max) => Aten.clamp_max_.CallOn(this, this, max);
        public Tensor clamp_min(Scalar min) => Aten.clamp_min.Call(this, min);
        public Tensor clamp_min_(Scalar min) => Aten.clamp_min_.CallOn(this, this, min);
        public Tensor round(long decimals = 0) => decimals == 0 ? Aten.round.Unary(this) : Aten.round_decimals.Call(this, decimals);

        public Tensor round_(long decimals = 0) =>
            decimals == 0 ? Aten.round_.CallOn(this, this) : Aten.round__decimals.CallOn(this, this, decimals);

        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) =>
            Aten.nan_to_num.Call(this, nan, posinf, neginf);

        public Tensor logit(double? eps = null) => Aten.logit.Call(this, eps);
        public Tensor isfinite() => Aten.isfinite.Unary(this);
        public Tensor isinf() => Aten.isinf.Unary(this);
        public Tensor isnan() => Aten.isnan.Unary(this);
    }
}
