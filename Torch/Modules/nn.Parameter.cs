using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A parameter that takes the data over.</summary>
        /// <param name="data">The values; empty afterwards.</param>
        /// <param name="requires_grad">Whether gradients are kept for it.</param>
        public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
    }
}
