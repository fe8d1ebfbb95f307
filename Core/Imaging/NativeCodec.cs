using System.Runtime.InteropServices;

namespace VoxPilot.Core.Imaging;

/// <summary>Makes sure that a system library is there before it is called, so that its absence is one clear sentence.</summary>
internal static class NativeCodec
{
    public static void Require(string library, string package, string purpose)
    {
        if (!NativeLibrary.TryLoad(library, typeof(NativeCodec).Assembly, null, out _))
        {
            throw new DllNotFoundException($"{purpose} needs {library}, which is not on this machine; install it (Debian and Ubuntu: apt install {package}).");
        }
    }
}
