using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A convolution over (N, C, L).</summary>
    public sealed class Conv1d : Convolution
    {
        internal Conv1d(ConvolutionShape shape, bool biased, Device? device, ScalarType? dtype) : base(nameof(Conv1d), shape.Checked(), biased, device, dtype)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.conv1d(input, weight, bias, stride[0], padding[0], dilation[0], groups);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Conv1d"/>
            public static Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new ConvolutionShape(in_channels, out_channels, [kernel_size], [stride], [padding], [dilation], groups), RequireZeros(padding_mode) && bias, device, dtype);
        }
    }
}
