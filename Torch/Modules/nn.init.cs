namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Ways to start parameters. Each fills its tensor in place, outside the autograd graph, and gives it back.</summary>
        public static class init
        {
            /// <summary>Which fan a variance is kept for.</summary>
            public enum FanInOut
            {
                /// <summary>Inputs: the forward pass keeps its variance.</summary>
                FanIn,

                /// <summary>Outputs: the backward pass does.</summary>
                FanOut,
            }

            /// <summary>The function behind a layer, which decides its gain.</summary>
            public enum NonlinearityType
            {
                /// <summary>None.</summary>
                Linear,

                /// <summary>None, after a convolution.</summary>
                Conv1D,

                /// <summary>None, after a convolution.</summary>
                Conv2D,

                /// <summary>None, after a convolution.</summary>
                Conv3D,

                /// <summary>None, after a transposed convolution.</summary>
                ConvTranspose1D,

                /// <summary>None, after a transposed convolution.</summary>
                ConvTranspose2D,

                /// <summary>None, after a transposed convolution.</summary>
                ConvTranspose3D,

                /// <summary>The logistic function.</summary>
                Sigmoid,

                /// <summary>The hyperbolic tangent.</summary>
                Tanh,

                /// <summary>max(x, 0).</summary>
                ReLU,

                /// <summary>max(x, slope·x).</summary>
                LeakyReLU,
            }

            /// <summary>The gain that keeps the variance behind a nonlinearity.</summary>
            /// <param name="nonlinearity">The nonlinearity.</param>
            /// <param name="param">The slope below zero of LeakyReLU.</param>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + (param * param))),
                _ => 1,
            };

            /// <summary>Inputs and outputs that one element of a weight (out, in, kernel…) connects.</summary>
            public static (long, long) CalculateFanInAndFanOut(Tensor tensor)
            {
                long[] shape = tensor.shape;
                if (shape.Length < 2)
                    throw new ArgumentException($"Fans need a tensor of 2 dimensions or more, not {shape.Length}.", nameof(tensor));
                long field = shape[2..].Aggregate(1L, (area, size) => area * size);
                return (shape[1] * field, shape[0] * field);
            }

            /// <summary>Fills with a value.</summary>
            public static Tensor constant_(Tensor tensor, Scalar val) => Fill(tensor, one => one.fill_(val));

            /// <summary>Fills with zeros.</summary>
            public static Tensor zeros_(Tensor tensor) => Fill(tensor, one => one.zero_());

            /// <summary>Fills with ones.</summary>
            public static Tensor ones_(Tensor tensor) => Fill(tensor, one => one.fill_(1));

            /// <summary>Fills uniformly from [low, high).</summary>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Fill(tensor, one => one.uniform_(low, high, generator));

            /// <summary>Fills from a normal distribution.</summary>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Fill(tensor, one => one.normal_(mean, std, generator));

            /// <summary>Fills from a normal distribution cut off outside [a, b], by the inverse of its cumulative function.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                // erf((a-μ)/σ√2) … erf((b-μ)/σ√2), the cumulative function's range as erfinv wants it.
                double low = Erf((a - mean) / (std * Math.Sqrt(2)));
                double high = Erf((b - mean) / (std * Math.Sqrt(2)));
                return Fill(tensor, one => one.uniform_(low, high, generator).erfinv_().mul_(std * Math.Sqrt(2)).add_(mean).clamp_(a, b));
            }

            /// <summary>Fills uniformly within ±gain·√(6/(fan_in + fan_out)).</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                double bound = gain * Math.Sqrt(6.0 / (fanIn + fanOut));
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Fills from a normal distribution of deviation gain·√(2/(fan_in + fan_out)).</summary>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return normal_(tensor, 0, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
            }

            /// <summary>Fills uniformly within ±gain·√(3/fan).</summary>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                double bound = Math.Sqrt(3) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Fills from a normal distribution of deviation gain/√fan.</summary>
            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            private static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static double Erf(double value)
            {
                using Tensor one = tensor(value, dtype: ScalarType.Float64);
                return one.erf_().ToDouble();
            }

            private static Tensor Fill(Tensor tensor, Action<Tensor> fill)
            {
                using IDisposable _ = no_grad();
                using DisposeScope scope = NewDisposeScope();
                fill(tensor);
                return tensor;
            }
        }
    }
}
