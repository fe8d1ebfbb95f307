using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace VoxPilot.Llm.Native;

/// <summary>Progress and cancellation of one model's loading.</summary>
internal sealed unsafe class LlamaLoading : IDisposable
{
    private readonly Action<float>? _progress;
    private readonly CancellationToken _cancellation;
    private GCHandle _self;
    private ExceptionDispatchInfo? _fault;

    public LlamaLoading(Action<float>? progress, CancellationToken cancellation)
    {
        _progress = progress;
        _cancellation = cancellation;
        _self = GCHandle.Alloc(this);
    }

    public void Attach(ref LlamaModelParams parameters)
    {
        parameters.ProgressCallback = (nint)(delegate* unmanaged[Cdecl]<float, void*, byte>)&OnProgress;
        parameters.ProgressCallbackUserData = GCHandle.ToIntPtr(_self);
    }

    /// <summary>Throws if the loading ended because of the caller.</summary>
    public void ThrowIfEnded()
    {
        _fault?.Throw();
        _cancellation.ThrowIfCancellationRequested();
    }

    public void Dispose() => _self.Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnProgress(float fraction, void* self)
    {
        var loading = (LlamaLoading)GCHandle.FromIntPtr((nint)self).Target!;
        try
        {
            loading._progress?.Invoke(fraction);
            return loading._cancellation.IsCancellationRequested ? (byte)0 : (byte)1;
        }
#pragma warning disable CA1031 // kept, and thrown again on this side of the native frame
        catch (Exception e)
        {
            loading._fault = ExceptionDispatchInfo.Capture(e);
            return 0;
        }
#pragma warning restore CA1031
    }
}
