using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;

namespace VoxPilot.Torch.Interop;

/// <summary>What native code calls back: on any thread, and nothing may be thrown out of here.</summary>
internal static unsafe class ManagedCallbacks
{
    [UnmanagedCallersOnly]
    public static int Backward(nint context, nint node, nint* gradients, int count, nint* results, int resultCount, byte* error, int errorCapacity)
    {
        try
        {
            var function = (ICustomBackward)GCHandle.FromIntPtr(context).Target!;
            // This may be one of libtorch's own threads, whose dispose scopes nobody opened: one is opened here.
            using DisposeScope scope = torch.NewDisposeScope();
            var incoming = new torch.Tensor?[count];
            for (int i = 0; i < count; i++)
                incoming[i] = gradients[i] == 0 ? null : new torch.Tensor(gradients[i]);
            IReadOnlyList<torch.Tensor?> outgoing = function.Backward(node, incoming, resultCount);
            for (int i = 0; i < resultCount; i++)
                results[i] = outgoing[i] is { } gradient ? Native.vp_share(gradient.Handle) : 0;
            return 0;
        }
#pragma warning disable CA1031 // whatever it is, it must not reach the native frame
        catch (Exception exception)
#pragma warning restore CA1031
        {
            byte[] text = Encoding.UTF8.GetBytes(NativeError.Carry(exception));
            int length = Math.Min(text.Length, errorCapacity);
            text.AsSpan(0, length).CopyTo(new Span<byte>(error, length));
            return length;
        }
    }

    [UnmanagedCallersOnly]
    public static void Release(nint context)
    {
        GCHandle handle = GCHandle.FromIntPtr(context);
        try
        {
            (handle.Target as INativeOwned)?.OnReleased();
        }
#pragma warning disable CA1031 // an owner that fails at being told must not end the process; there is nobody to tell
        catch (Exception)
#pragma warning restore CA1031
        {
            System.Diagnostics.Debug.Fail("An owner of borrowed memory threw when it was released.");
        }

        handle.Free();
    }
}

/// <summary>The managed half of a custom function's node in the graph.</summary>
internal interface ICustomBackward
{
    /// <summary>One gradient, or null, for each tensor among the function's inputs.</summary>
    IReadOnlyList<torch.Tensor?> Backward(nint node, torch.Tensor?[] gradients, int inputs);
}

/// <summary>Something that native code holds and tells when it lets go; telling must not throw.</summary>
internal interface INativeOwned
{
    void OnReleased();
}
