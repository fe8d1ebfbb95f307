using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Normalises groups of channels of (N, C, …).</summary>
    public sealed class GroupNorm : nn.Module<Tensor, Tensor>
    {
        private Parameter? _weight;
        private Parameter? _bias;

        internal GroupNorm(long groups, long channels, double eps, bool affine, Device? device, ScalarType? dtype) : base(nameof(GroupNorm))
        {
            (num_groups, this.eps, this.affine) = (groups, eps, affine);
            _weight = affine ? new Parameter(ones(channels, dtype: dtype, device: device)) : null;
            _bias = affine ? new Parameter(zeros(channels, dtype: dtype, device: device)) : null;
            register_parameter("weight", _weight);
            register_parameter("bias", _bias);
        }

        /// <summary>Groups of channels.</summary>
        public long num_groups { get; }

        /// <summary>Added to the variance.</summary>
        public double eps { get; set; }

        /// <summary>Whether a weight and a bias by channel follow.</summary>
        public bool affine { get; }

        /// <summary>The weight by channel, or null.</summary>
        public Parameter? weight
        {
            get => _weight;
            set => _weight = Replace("weight", value);
        }

        /// <summary>The bias by channel, or null.</summary>
        public Parameter? bias
        {
            get => _bias;
            set => _bias = Replace("bias", value);
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor tensor) => nn.functional.group_norm(tensor, num_groups, _weight, _bias, eps);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.GroupNorm"/>
            public static GroupNorm GroupNorm(long num_groups, long num_channels, double eps = 1e-5, bool affine = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_groups, num_channels, eps, affine, device, dtype);
        }
    }
}
