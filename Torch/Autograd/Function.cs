using System.Runtime.InteropServices;
using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>
        /// A function with a backward written in C#. Backward may run on one of libtorch's own threads; a dispose scope
        /// is opened around it there, and what it throws comes out of backward() as the inner exception.
        /// </summary>
        public abstract class Function<T>
            where T : Function<T>, new()
        {
            public abstract string Name { get; }

            internal abstract List<Tensor> Forward(AutogradContext ctx, object[] vars);

            internal abstract List<Tensor> Backward(AutogradContext ctx, List<Tensor> gradients);

            protected static unsafe List<Tensor> apply_internal(params object[] vars)
            {
                NativeStart.EnsureCallbacks();
                var function = new T();
                var context = new AutogradContext();
                Tensor[] inputs = vars.OfType<Tensor>().ToArray();
                List<Tensor> outputs;
                using (DisposeScope scope = NewDisposeScope())
                {
                    using (no_grad())
                        outputs = function.Forward(context, vars);
                    Tensor[] saved = [.. context.Saved];
                    Span<nint> handles = new nint[inputs.Length + outputs.Count + saved.Length];
                    Fill(handles, inputs, [.. outputs], saved);
                    Span<int> kinds = new int[outputs.Count];
                    for (int i = 0; i < kinds.Length; i++)
                        kinds[i] = Among(context.Dirty, outputs[i]) ? 2 : Among(context.NonDifferentiable, outputs[i]) ? 1 : 0;
                    context.SavedCount = saved.Length;
                    GCHandle root = GCHandle.Alloc(new Bound(function, context, vars));
                    int status;
                    fixed (nint* first = handles)
                    fixed (int* kind = kinds)
                    {
                        status = Native.vp_custom_function(
                            GCHandle.ToIntPtr(root), function.Name, context.MaterializeGrads ? 1 : 0, first, inputs.Length, first + inputs.Length,
                            kind, outputs.Count, first + inputs.Length + outputs.Count, saved.Length);
                    }

                    if (status != 1)
                        root.Free();
                    Native.Check(status);
                    KeepAlive(inputs, [.. outputs], saved);
                    context.ForgetForward();
                    var results = new List<Tensor>(outputs.Count);
                    for (int i = 0; i < kinds.Length; i++)
                        results.Add(new Tensor(handles[inputs.Length + i]).MoveToOuterDisposeScope()!);
                    return results;
                }
            }

            private static bool Among(List<Tensor> tensors, Tensor tensor) => tensors.Exists(t => t.Handle == tensor.Handle);

            private sealed class Bound(T function, AutogradContext context, object[] vars) : ICustomBackward
            {
                private readonly bool[] isTensor = Array.ConvertAll(vars, static v => v is Tensor);

                public IReadOnlyList<Tensor?> Backward(nint node, Tensor?[] gradients, int inputs)
                {
                    List<Tensor> found;
                    lock (context)
                    {
                        context.Node = node;
                        try
                        {
                            found = function.Backward(context, gradients.ToList()!);
                        }
                        finally
                        {
                            context.Node = 0;
                        }
                    }

                    if (found.Count == inputs)
                        return found!;
                    if (found.Count == isTensor.Length)
                        return found.Where((_, i) => isTensor[i]).ToList()!;
                    throw new InvalidOperationException(
                        $"{function.Name} returned an incorrect number of gradients: expected {inputs}, got {found.Count}.");
                }
            }
        }
    }
}
