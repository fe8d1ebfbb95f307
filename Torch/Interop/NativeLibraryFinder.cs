using System.Reflection;
using System.Runtime.InteropServices;

namespace VoxPilot.Torch.Interop;

/// <summary>Finds the native part beside the assembly, or in the repository's artifacts above it.</summary>
internal static class NativeLibraryFinder
{
    private const string FileName = "libvoxpilot_torch.so";

    public static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Native.Library)
            return 0;
        string? failure = null;
        foreach (string candidate in Candidates().Where(File.Exists))
        {
            try
            {
                return NativeLibrary.Load(candidate);
            }
            catch (DllNotFoundException exception)
            {
                failure = exception.Message;
            }
        }

        throw new DllNotFoundException(failure is null
            ? $"{FileName} was not found beside the program nor in artifacts/native: build Torch/ first (it needs g++ and libtorch-dev)."
            : $"{FileName} did not load; install libtorch (Debian: apt install libtorch-dev libopenblas0-openmp), or build with LIBTORCH set to a libtorch folder that is still there. {failure}");
    }

    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, FileName);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "artifacts", "native", FileName);
    }
}
