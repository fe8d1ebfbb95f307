using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// An n-dimensional array of libtorch. It holds one reference to a native tensor until it is disposed, by hand, by
    /// the dispose scope it was made in, or by its finaliser.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private nint handle;

        internal Tensor(nint handle)
        {
            this.handle = handle;
            if (handle == 0)
                GC.SuppressFinalize(this);
            else
                DisposeScopeManager.Current.Register(this);
        }

        ~Tensor() => Release();

        /// <summary>The native tensor.</summary>
        /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
        public nint Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Tensor), "The tensor was disposed, or moved out of this object.");

        public bool IsInvalid => handle == 0;

        internal DisposeScope? OwningDisposeScope { get; set; }

        internal int IndexInScope { get; set; }

        /// <summary>Tensors that live in the process, in native memory's own count.</summary>
        public static long TotalCount => Native.vp_live_tensors();

        /// <summary>Makes an object that owns a native reference; the object joins the current dispose scope.</summary>
        public static Tensor UnsafeCreateTensor(nint handle) => new(handle);

        /// <summary>Gives up ownership of the native reference and hands it to the caller.</summary>
        public nint DecoupleFromNativeHandle()
        {
            nint released = Handle;
            OwningDisposeScope?.Remove(this);
            handle = 0;
            GC.SuppressFinalize(this);
            return released;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (handle == 0)
                return;
            if (OwningDisposeScope is { } scope)
            {
                scope.Remove(this);
                DisposeScopeManager.Statistics.Tensors.DisposedInScopeCount++;
            }
            else
            {
                DisposeScopeManager.Statistics.Tensors.DisposedOutsideScopeCount++;
            }

            Release();
        }

        /// <summary>Hands the tensor to the dispose scope around its own.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } scope)
                scope.MoveToOther(other, this);
            else
                other?.Attach(this);
            return this;
        }

        /// <summary>Takes the tensor out of its dispose scope: from now on it lives until it is disposed by hand or collected.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Makes this object stand for another native tensor, which it takes over from <paramref name="other"/>.</summary>
        internal void Become(Tensor other)
        {
            nint taken = other.DecoupleFromNativeHandle();
            nint old = handle;
            handle = taken;
            if (old != 0)
                Native.vp_release(old);
        }

        private void Release()
        {
            nint released = Interlocked.Exchange(ref handle, 0);
            if (released != 0)
                Native.vp_release(released);
        }
    }
}
