using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a custom function's forward leaves for its backward.</summary>
        public sealed class AutogradContext : IDisposable
        {
            private readonly Dictionary<string, object> data = [];

            internal AutogradContext()
            {
            }

            internal List<Tensor> Saved { get; private set; } = [];

            internal List<Tensor> NonDifferentiable { get; private set; } = [];

            internal List<Tensor> Dirty { get; private set; } = [];

            internal nint Node { get; set; }

            internal int SavedCount { get; set; }

            /// <summary>Whether missing gradients reach backward as zeros (the default) or as null.</summary>
            public bool MaterializeGrads { get; private set; } = true;

            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            /// <summary>Keeps inputs or outputs for backward, watched for changes in place meanwhile.</summary>
            public void save_for_backward(List<Tensor> tensors) => Saved = tensors;

            public void mark_non_differentiable(List<Tensor> tensors) => NonDifferentiable = tensors;

            public void mark_dirty(List<Tensor> tensors) => Dirty = tensors;

            public void save_data(string key, object value) => data[key] = value;

            public object get_data(string key) => data[key];

            /// <summary>The saved tensors; only backward may ask.</summary>
            public unsafe List<Tensor> get_saved_variables()
            {
                if (Node == 0)
                    throw new InvalidOperationException("Saved tensors can be read in backward only.");
                var tensors = new List<Tensor>(SavedCount);
                for (int i = 0; i < SavedCount; i++)
                {
                    nint handle;
                    Native.Check(Native.vp_saved(Node, i, &handle));
                    tensors.Add(new Tensor(handle));
                }

                return tensors;
            }

            public void Dispose() => data.Clear();

            internal void ForgetForward()
            {
                Saved = [];
                NonDifferentiable = [];
                Dirty = [];
            }
        }
    }
}
