using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>1/(1+exp(-x)), element by element.</summary>
    public sealed class Sigmoid : ParameterLessModule<Tensor, Tensor>
    {
        internal Sigmoid(bool inplace) : base(nameof(Sigmoid)) => this.inplace = inplace;

        /// <summary>Whether the input itself is overwritten.</summary>
        public bool inplace { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor tensor) => nn.functional.sigmoid(tensor, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Sigmoid"/>
            public static Sigmoid Sigmoid() => new(false);

            /// <inheritdoc cref="Modules.Sigmoid"/>
            /// <param name="inplace">Whether the input itself is overwritten.</param>
            public static Sigmoid Sigmoid(bool inplace) => new(inplace);
        }
    }
}
