using System.Runtime.InteropServices;

namespace VoxPilot.Core.Imaging;

/// <summary>libspng's C functions (0.7, libspng.so.0) and the constants that are used of spng.h.</summary>
internal static unsafe partial class Spng
{
    private const string Library = "libspng.so.0";

    public const int ContextEncoder = 2;
    public const int FormatRgb8 = 4;
    public const int FormatPng = 256;
    public const int EncodeFinalize = 2;
    public const int OptionEncodeToBuffer = 12;
    public const byte Grey = 0;
    public const byte TrueColor = 2;

    /// <summary>struct spng_ihdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Header
    {
        public uint Width;
        public uint Height;
        public byte BitDepth;
        public byte ColorType;
        public byte CompressionMethod;
        public byte FilterMethod;
        public byte InterlaceMethod;
    }

    /// <summary>Says what to install if the library is absent.</summary>
    public static void Require() => NativeCodec.Require(Library, "libspng0", "Reading and writing PNG files");

    [LibraryImport(Library, EntryPoint = "spng_ctx_new")]
    public static partial nint NewContext(int flags);

    [LibraryImport(Library, EntryPoint = "spng_ctx_free")]
    public static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "spng_set_png_buffer")]
    public static partial int SetFile(SpngContext context, byte* file, nuint length);

    [LibraryImport(Library, EntryPoint = "spng_set_image_limits")]
    public static partial int SetImageLimits(SpngContext context, uint width, uint height);

    [LibraryImport(Library, EntryPoint = "spng_set_chunk_limits")]
    public static partial int SetChunkLimits(SpngContext context, nuint chunk, nuint cache);

    [LibraryImport(Library, EntryPoint = "spng_decode_image")]
    public static partial int DecodeImage(SpngContext context, byte* pixels, nuint length, int format, int flags);

    [LibraryImport(Library, EntryPoint = "spng_set_option")]
    public static partial int SetOption(SpngContext context, int option, int value);

    [LibraryImport(Library, EntryPoint = "spng_set_ihdr")]
    public static partial int SetHeader(SpngContext context, in Header header);

    [LibraryImport(Library, EntryPoint = "spng_encode_image")]
    public static partial int EncodeImage(SpngContext context, byte* pixels, nuint length, int format, int flags);

    [LibraryImport(Library, EntryPoint = "spng_get_png_buffer")]
    public static partial byte* GetFile(SpngContext context, out nuint length, out int error);

    [LibraryImport(Library, EntryPoint = "spng_strerror")]
    private static partial nint ErrorText(int error);

    /// <summary>What an error number means.</summary>
    public static string Describe(int error) => Marshal.PtrToStringUTF8(ErrorText(error)) ?? "unknown fault";
}
