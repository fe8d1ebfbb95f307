using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A convolution over (N, C, H, W).</summary>
    public sealed class Conv2d : Convolution
    {
        internal Conv2d(ConvolutionShape shape, bool biased, Device? device, ScalarType? dtype) : base(nameof(Conv2d), shape.Checked(), biased, device, dtype)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.conv2d(input, weight, bias, stride, padding, dilation, groups);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Conv2d"/>
            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new ConvolutionShape(in_channels, out_channels, [kernel_size, kernel_size], [stride, stride], [padding, padding], [dilation, dilation], groups), RequireZeros(padding_mode) && bias, device, dtype);

            /// <inheritdoc cref="Modules.Conv2d"/>
            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new ConvolutionShape(in_channels, out_channels, [kernel_size.Item1, kernel_size.Item2], Pair(stride) ?? [1, 1], Pair(padding) ?? [0, 0], Pair(dilation) ?? [1, 1], groups), RequireZeros(padding_mode) && bias, device, dtype);

            private static bool RequireZeros(PaddingModes mode) => mode == PaddingModes.Zeros
                ? true
                : throw new NotSupportedException($"A convolution pads with zeros here, not by {mode}; pad the input with functional.pad before it.");
        }
    }
}
