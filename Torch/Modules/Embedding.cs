using TorchSharp.Modules;

using VoxPilot.Torch.Interop;

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A table of vectors, looked up by index: (…) of int64 to (…, D).</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        private readonly long _padding;
        private Parameter _weight;

        internal Embedding(Parameter weight, long? padding) : base(nameof(Embedding))
        {
            long count = weight.shape[0];
            if (padding is { } index && (index < -count || index >= count))
                throw new ArgumentOutOfRangeException(nameof(padding), index, $"The padding index must lie within the {count} embeddings.");
            _padding = padding is { } given ? (given + count) % count : -1;
            _weight = weight;
            register_parameter("weight", weight);
        }

        /// <summary>The table, (count, D).</summary>
        public Parameter weight
        {
            get => _weight;
            set => _weight = Replace("weight", value)!;
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => Aten.embedding.Call(_weight, input, _padding, false, false);

        internal static Embedding Create(long count, long width, long? padding, Device? device, ScalarType? dtype)
        {
            Embedding embedding = new(new Parameter(nn.init.normal_(empty([count, width], dtype: dtype, device: device))), padding);
            if (embedding._padding >= 0)
            {
                using IDisposable _ = no_grad();
                using Tensor row = embedding._weight.select(0, embedding._padding);
                row.zero_();
            }

            return embedding;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A table of normally distributed vectors.</summary>
            /// <param name="num_embeddings">How many.</param>
            /// <param name="embedding_dims">Their width.</param>
            /// <param name="padding_idx">The one that is zero and gets no gradient, or null.</param>
            /// <param name="max_norm">Not supported; null.</param>
            /// <param name="norm_type">Not used.</param>
            /// <param name="scale_grad_by_freq">Not supported; false.</param>
            /// <param name="sparse">Not supported; false.</param>
            /// <param name="device">Where the table lies.</param>
            /// <param name="dtype">Its type.</param>
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                if (max_norm is not null || scale_grad_by_freq || sparse)
                    throw new NotSupportedException("Embedding supports neither max_norm nor scale_grad_by_freq nor sparse gradients here.");
                return Modules.Embedding.Create(num_embeddings, embedding_dims, padding_idx, device, dtype);
            }
        }
    }
}
