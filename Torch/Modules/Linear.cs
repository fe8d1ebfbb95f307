using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>x·Wᵀ + b over the last dimension; the weight is (out, in).</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        private Parameter _weight;
        private Parameter? _bias;

        internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
        {
            (_weight, _bias) = (weight, bias);
            register_parameter("weight", weight);
            register_parameter("bias", bias);
        }

        /// <summary>The weight, (out, in).</summary>
        public Parameter weight
        {
            get => _weight;
            set => _weight = Replace("weight", value)!;
        }

        /// <summary>The bias, (out), or null.</summary>
        public Parameter? bias
        {
            get => _bias;
            set => _bias = Replace("bias", value);
        }

        /// <summary>The size of the last dimension of the input.</summary>
        public long in_features => _weight.shape[1];

        /// <summary>The size of the last dimension of the output.</summary>
        public long out_features => _weight.shape[0];

        /// <inheritdoc/>
        public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, _weight, _bias);

        internal static Linear Create(long inputs, long outputs, bool biased, Device? device, ScalarType? dtype)
        {
            Parameter weight = new(empty([outputs, inputs], dtype: dtype, device: device));
            Parameter? bias = biased ? new Parameter(empty([outputs], dtype: dtype, device: device)) : null;
            FanInInitialisation.Fill(weight, bias, inputs);
            return new Linear(weight, bias);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A linear layer with PyTorch's usual random start.</summary>
            /// <param name="inputSize">The size of the last dimension of the input.</param>
            /// <param name="outputSize">The size of the last dimension of the output.</param>
            /// <param name="hasBias">Whether there is a bias.</param>
            /// <param name="device">Where the parameters lie.</param>
            /// <param name="dtype">Their type.</param>
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                Modules.Linear.Create(inputSize, outputSize, hasBias, device, dtype);

            /// <summary>A linear layer of given parameters.</summary>
            public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);
        }
    }
}
