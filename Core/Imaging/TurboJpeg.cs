using System.Runtime.InteropServices;

namespace VoxPilot.Core.Imaging;

/// <summary>TurboJPEG's C functions (API 2.0, libturbojpeg.so.0) and the constants that are used of turbojpeg.h.</summary>
internal static unsafe partial class TurboJpeg
{
    private const string Library = "libturbojpeg.so.0";

    public const int PixelFormatRgb = 0;
    public const int Subsampling420 = 2;
    public const int NoReallocation = 1 << 10;
    public const int StopOnWarning = 1 << 13;
    public const int LimitScans = 1 << 15;

    /// <summary>Says what to install if the library is absent.</summary>
    public static void Require() => NativeCodec.Require(Library, "libturbojpeg0", "Reading and writing JPEG files");

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    public static partial nint InitDecompress();

    [LibraryImport(Library, EntryPoint = "tjInitCompress")]
    public static partial nint InitCompress();

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint handle);

    [LibraryImport(Library, EntryPoint = "tjDecompressHeader3")]
    public static partial int DecompressHeader(
        TurboJpegHandle handle, byte* file, CULong length, out int width, out int height, out int subsampling, out int colorSpace);

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    public static partial int Decompress(
        TurboJpegHandle handle, byte* file, CULong length, byte* pixels, int width, int pitch, int height, int pixelFormat, int flags);

    [LibraryImport(Library, EntryPoint = "tjBufSize")]
    public static partial CULong BufferSize(int width, int height, int subsampling);

    [LibraryImport(Library, EntryPoint = "tjCompress2")]
    public static partial int Compress(
        TurboJpegHandle handle, byte* pixels, int width, int pitch, int height, int pixelFormat,
        byte** file, CULong* length, int subsampling, int quality, int flags);

    [LibraryImport(Library, EntryPoint = "tjGetErrorStr2")]
    private static partial nint ErrorText(TurboJpegHandle handle);

    /// <summary>What the library says of the handle's last failure.</summary>
    public static string LastError(TurboJpegHandle handle) => Marshal.PtrToStringUTF8(ErrorText(handle)) ?? "unknown fault";
}
