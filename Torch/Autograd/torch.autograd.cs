using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Differentiation of recorded computations, and functions with a backward of their own.</summary>
    public static unsafe partial class autograd
    {
        /// <summary>Accumulates the gradients of the sum of <paramref name="tensors"/> into the leaves, or into <paramref name="inputs"/> alone.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">Nothing was recorded, or a backward failed.</exception>
        public static void backward(
            IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            Tensor[] roots = [.. tensors], gradients = [.. grad_tensors ?? []], leaves = [.. inputs ?? []];
            Span<nint> handles = new nint[roots.Length + gradients.Length + leaves.Length];
            Fill(handles, roots, gradients, leaves);
            fixed (nint* first = handles)
            {
                Native.Check(Native.vp_backward(
                    first, roots.Length, first + roots.Length, gradients.Length, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0,
                    first + roots.Length + gradients.Length, leaves.Length));
            }

            KeepAlive(roots, gradients, leaves);
        }

        public static void backward(
            Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(
            Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>The gradients of <paramref name="outputs"/> with respect to <paramref name="inputs"/>; nothing is accumulated.</summary>
        /// <returns>One tensor per input; an unused input, where that is allowed, gives an invalid tensor (<see cref="Tensor.IsInvalid"/>).</returns>
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false,
            bool allow_unused = false)
        {
            Tensor[] roots = [.. outputs], leaves = [.. inputs], gradients = [.. grad_outputs ?? []];
            Span<nint> handles = new nint[roots.Length + leaves.Length + gradients.Length];
            Fill(handles, roots, leaves, gradients);
            Span<nint> found = new nint[leaves.Length];
            fixed (nint* first = handles, results = found)
            {
                Native.Check(Native.vp_autograd_grad(
                    first, roots.Length, first + roots.Length, leaves.Length, first + roots.Length + leaves.Length, gradients.Length,
                    retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, results));
            }

            KeepAlive(roots, leaves, gradients);
            var tensors = new Tensor[found.Length];
            for (int i = 0; i < tensors.Length; i++)
                tensors[i] = new Tensor(found[i]);
            return tensors;
        }

        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);

        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);

        private static void Fill(Span<nint> handles, params ReadOnlySpan<Tensor[]> groups)
        {
            int i = 0;
            foreach (Tensor[] group in groups)
            {
                foreach (Tensor tensor in group)
                    handles[i++] = tensor.Handle;
            }
        }

        private static void KeepAlive(params ReadOnlySpan<Tensor[]> groups)
        {
            foreach (Tensor[] group in groups)
                GC.KeepAlive(group);
        }
    }
}
