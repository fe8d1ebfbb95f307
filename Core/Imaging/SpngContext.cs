using System.Runtime.InteropServices;

namespace VoxPilot.Core.Imaging;

/// <summary>libspng's context: good for one file, read or written.</summary>
internal sealed class SpngContext : SafeHandle
{
    public SpngContext(int flags) : base(0, ownsHandle: true)
    {
        Spng.Require();
        SetHandle(Spng.NewContext(flags));
        if (IsInvalid)
        {
            throw new InvalidOperationException("libspng could not make a codec; the machine may be out of memory.");
        }
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Spng.FreeContext(handle);
        return true;
    }
}
