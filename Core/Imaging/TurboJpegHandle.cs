using System.Runtime.InteropServices;

namespace VoxPilot.Core.Imaging;

/// <summary>A compressor or a decompressor; used by one thread at a time.</summary>
internal sealed class TurboJpegHandle : SafeHandle
{
    private TurboJpegHandle(nint native) : base(0, ownsHandle: true)
    {
        if (native == 0)
        {
            throw new InvalidOperationException("libturbojpeg could not make a codec; the machine may be out of memory.");
        }
        SetHandle(native);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    public static TurboJpegHandle Decompressor()
    {
        TurboJpeg.Require();
        return new(TurboJpeg.InitDecompress());
    }

    public static TurboJpegHandle Compressor()
    {
        TurboJpeg.Require();
        return new(TurboJpeg.InitCompress());
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => TurboJpeg.Destroy(handle) == 0;
}
