using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>max(x, 0).</summary>
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? Aten.relu_.CallOn(x, x) : Aten.relu.Call(x);

            public static Tensor relu6(Tensor x, bool inplace = false) => inplace ? x.clamp_(0, 6) : x.clamp(0, 6);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? Aten.leaky_relu_.CallOn(input, input, negative_slope) : Aten.leaky_relu.Call(input, negative_slope);

            /// <summary>x Φ(x) with the exact Gaussian distribution function.</summary>
            public static Tensor gelu(Tensor x) => Aten.gelu.Unary(x);

            public static Tensor gelu(Tensor x, bool inplace) => inplace ? Aten.gelu_.CallOn(x, x) : Aten.gelu.Call(x);

            public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false) =>
                inplace ? Aten.gelu_.CallOn(x, x, approximate.ToString()) : Aten.gelu.Call(x, approximate.ToString());

            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? Aten.silu_.CallOn(x, x) : Aten.silu.Call(x);
            public static Tensor SiLU(Tensor x, bool inplace = false) => silu(x, inplace);
            public static Tensor mish(Tensor x, bool inplace = false) => Placed(x, Aten.mish.Call(x), inplace);
            public static Tensor selu(Tensor x, bool inplace = false) => Placed(x, Aten.selu.Call(x), inplace);
            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => Placed(x, Aten.elu.Call(x, alpha), inplace);

            /// <summary>log(1 + exp(βx)) / β; above the threshold the identity, which it is there to float's precision.</summary>
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Aten.softplus.Call(x, beta, threshold);

            public static Tensor hardtanh(Tensor x, double min_val = -1, double max_val = 1, bool inplace = false) =>
                inplace ? Aten.hardtanh_.CallOn(x, x, min_val, max_val) : Aten.hardtanh.Call(x, min_val, max_val);

            public static Tensor hardsigmoid(Tensor input, bool inplace = false) => Placed(input, Aten.hardsigmoid.Call(input), inplace);
            public static Tensor hardswish(Tensor input, bool inplace = false) => Placed(input, Aten.hardswish.Call(input), inplace);
            public static Tensor logsigmoid(Tensor x) => Aten.log_sigmoid.Unary(x);
            public static Tensor glu(Tensor input, long dim = -1) => Aten.glu.Call(input, dim);
            public static Tensor prelu(Tensor input, Tensor weight) => Aten.prelu.Call(input, weight);
            public static Tensor sigmoid(Tensor x) => x.sigmoid();
            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_() : x.sigmoid();
            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_() : x.tanh();
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
            public static Tensor softmin(Tensor x, long dim) => (-x).softmax(dim);
            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Placed(input, Aten.dropout.Call(input, p, training), inplace);

            /// <summary>The one-hot rows of class numbers; <paramref name="num_classes"/> -1 takes one more than the greatest.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Aten.one_hot.Call(x, num_classes);

            private static Tensor Placed(Tensor target, Tensor result, bool inplace)
            {
                if (!inplace)
                    return result;
                using (result)
                    return target.copy_(result);
            }
        }
    }
}
