using System.Buffers.Binary;

namespace VoxPilot.Core.Imaging;

/// <summary>Reads the IHDR chunk, which a PNG file begins with, and looks for the IEND chunk that it ends with.</summary>
internal static class PngHeader
{
    private const int HeaderLength = 8 + 8 + 13 + 4; // signature; length and type; IHDR; CRC

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static (int Width, int Height) ReadSize(ReadOnlySpan<byte> file, string part)
    {
        if (file.Length < HeaderLength || BinaryPrimitives.ReadUInt32BigEndian(file[8..]) != 13 || !file[12..16].SequenceEqual("IHDR"u8))
        {
            throw new InvalidInputException(part, $"The image {part} is a broken PNG: it does not begin with a header chunk; send the whole file.");
        }
        if (!ReachesEnd(file))
        {
            throw new InvalidInputException(part, $"The image {part} is a broken PNG: it ends before its end chunk; send the whole file.");
        }
        uint width = BinaryPrimitives.ReadUInt32BigEndian(file[16..]), height = BinaryPrimitives.ReadUInt32BigEndian(file[20..]);
        return width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue
            ? ((int)width, (int)height)
            : throw new InvalidInputException(part, $"The image {part} is a broken PNG: its header says {width}×{height} pixels; send the whole file.");
    }

    // Each chunk: length (4 bytes), type (4), content, CRC (4).
    private static bool ReachesEnd(ReadOnlySpan<byte> file)
    {
        long position = Signature.Length;
        while (position + 12 <= file.Length)
        {
            ReadOnlySpan<byte> chunk = file[(int)position..];
            position += 12L + BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (chunk[4..8].SequenceEqual("IEND"u8))
            {
                return position <= file.Length;
            }
        }
        return false;
    }
}
