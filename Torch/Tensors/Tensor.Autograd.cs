using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        private Tensor? gradient;

        public bool requires_grad
        {
            get => Alive(Native.vp_requires_grad(Handle)) != 0;
            set
            {
                Native.Check(Native.vp_set_requires_grad(Handle, value ? 1 : 0));
                GC.KeepAlive(this);
            }
        }

        public bool is_leaf => Alive(Native.vp_is_leaf(Handle)) != 0;

        /// <summary>The gradient that backward() accumulated, or null. It belongs to this tensor, not to a dispose scope.</summary>
        public Tensor? grad
        {
            get
            {
                nint found;
                Native.Check(Native.vp_grad(Handle, &found));
                GC.KeepAlive(this);
                if (found == 0)
                    return null;
                if (gradient is { IsInvalid: false } known && known.Handle == found)
                {
                    Native.vp_release(found);
                    return known;
                }

                return gradient = new Tensor(found).DetachFromDisposeScope();
            }

            set
            {
                gradient = null;
                Native.Check(Native.vp_set_grad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(value);
                GC.KeepAlive(this);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Keeps the gradient of a tensor that is not a leaf.</summary>
        public void retain_grad()
        {
            Native.Check(Native.vp_retain_grad(Handle));
            GC.KeepAlive(this);
        }

        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>Makes this tensor use the memory and the type of <paramref name="other"/>, as nn modules do when they move.</summary>
        internal void SetData(Tensor other)
        {
            Native.Check(Native.vp_set_data(Handle, other.Handle));
            GC.KeepAlive(other);
            GC.KeepAlive(this);
        }

        private static Tensor Marked(Tensor made, bool requires_grad) => requires_grad ? made.requires_grad_() : made;
    }
}
