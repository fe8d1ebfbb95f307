using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor relu() => Aten.relu.Unary(this);
        public Tensor relu_() => Aten.relu_.CallOn(this, this);
        public Tensor relu6() => nn.functional.relu6(this);
        public Tensor silu() => Aten.silu.Unary(this);
        public Tensor silu_() => Aten.silu_.CallOn(this, this);
        public Tensor gelu() => Aten.gelu.Unary(this);
        public Tensor gelu_() => Aten.gelu_.CallOn(this, this);
        public Tensor elu(double alpha = 1) => Aten.elu.Call(this, alpha);
        public Tensor leaky_relu(Scalar negative_slope) => Aten.leaky_relu.Call(this, negative_slope);
        public Tensor leaky_relu_(Scalar negative_slope) => Aten.leaky_relu_.CallOn(this, this, negative_slope);
        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.softplus.Call(this, beta, threshold);
        public Tensor log_sigmoid() => Aten.log_sigmoid.Unary(this);
        public Tensor hardsigmoid() => Aten.hardsigmoid.Unary(this);
        public Tensor hardswish() => Aten.hardswish.Unary(this);
        public Tensor hardtanh(Scalar min, Scalar max) => Aten.hardtanh.Call(this, min, max);
        public Tensor selu() => Aten.selu.Unary(this);
        public Tensor glu(long dim = -1) => Aten.glu.Call(this, dim);
        public Tensor prelu(Tensor target) => Aten.prelu.Binary(this, target);
        public Tensor threshold(Scalar threshold, Scalar value) => Aten.threshold.Call(this, threshold, value);
    }
}
