using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>The largest value of each window: (N, C, H, W) to (N, C, H', W').</summary>
    public sealed class MaxPool2d : ParameterLessModule<Tensor, Tensor>
    {
        internal MaxPool2d(long[] kernel, long[]? stride, long[]? padding, long[]? dilation, bool ceil) : base(nameof(MaxPool2d)) =>
            (kernel_size, this.stride, this.padding, this.dilation, ceil_mode) = (kernel, stride ?? kernel, padding ?? [0, 0], dilation ?? [1, 1], ceil);

        /// <summary>The window's height and width.</summary>
        public long[] kernel_size { get; set; }

        /// <summary>The steps between windows.</summary>
        public long[] stride { get; set; }

        /// <summary>Rows and columns of minus infinity around the input.</summary>
        public long[] padding { get; set; }

        /// <summary>The steps between elements of a window.</summary>
        public long[] dilation { get; set; }

        /// <summary>Whether a window that is cut off at the end counts.</summary>
        public bool ceil_mode { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.MaxPool2d"/>
            public static MaxPool2d MaxPool2d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                new([kernel_size, kernel_size], Square(stride), Square(padding), Square(dilation), ceil_mode);

            /// <inheritdoc cref="Modules.MaxPool2d"/>
            public static MaxPool2d MaxPool2d((long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
                new([kernel_size.Item1, kernel_size.Item2], Pair(stride), Pair(padding), Pair(dilation), ceil_mode);

            private static long[]? Square(long? size) => size is { } given ? [given, given] : null;

            private static long[]? Pair((long, long)? sizes) => sizes is { } given ? [given.Item1, given.Item2] : null;
        }
    }
}
