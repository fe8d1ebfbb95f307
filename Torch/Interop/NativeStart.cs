using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VoxPilot.Torch.Interop;

internal static unsafe class NativeStart
{
    private static readonly Lock Gate = new();
    private static bool callbacksSet;

    // A call without a GC transition is bound when its caller is compiled, before any static constructor could run.
#pragma warning disable CA2255 // a library's module initialiser: it only registers where the native part is found
    [ModuleInitializer]
    internal static void RegisterFinder() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, NativeLibraryFinder.Resolve);
#pragma warning restore CA2255

    /// <summary>Tells the native part where managed callbacks are; to be called before it is handed a context.</summary>
    public static void EnsureCallbacks()
    {
        lock (Gate)
        {
            if (!callbacksSet)
                Native.vp_set_callbacks(&ManagedCallbacks.Backward, &ManagedCallbacks.Release);
            callbacksSet = true;
        }
    }
}
