using System.Buffers.Binary;

namespace VoxPilot.Core.Imaging;

/// <summary>Walks the segments of a JPEG file (ITU-T T.81, annex B) up to the frame header.</summary>
internal static class JpegHeader
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    public static ReadOnlySpan<byte> Signature => [0xFF, 0xD8, 0xFF];

    public static (int Width, int Height) ReadSize(ReadOnlySpan<byte> file, string part)
    {
        int position = 2;
        while (true)
        {
            while (position < file.Length && file[position] != 0xFF)
            {
                position++;
            }
            while (position < file.Length && file[position] == 0xFF)
            {
                position++;
            }
            if (position >= file.Length)
            {
                throw Broken(part, "it ends before its frame header");
            }
            byte marker = file[position++];
            if (marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8))
            {
                continue; // stuffing and markers without a length
            }
            if (marker is StartOfScan or EndOfImage)
            {
                throw Broken(part, "it has no frame header");
            }
            int length = position + 2 <= file.Length ? BinaryPrimitives.ReadUInt16BigEndian(file[position..]) : 0;
            if (length < 2 || position + length > file.Length)
            {
                throw Broken(part, "it ends before its frame header");
            }
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return ReadFrame(marker, file.Slice(position + 2, length - 2), part);
            }
            position += length;
        }
    }

    // Frame header: precision (1 byte), height (2), width (2), number of components (1), 3 bytes for each.
    private static (int Width, int Height) ReadFrame(byte marker, ReadOnlySpan<byte> frame, string part)
    {
        if (frame.Length < 6 || frame.Length < 6 + 3 * frame[5])
        {
            throw Broken(part, "its frame header is too short");
        }
        if (marker is not (0xC0 or 0xC1 or 0xC2))
        {
            throw Unsupported(part, "is a lossless, hierarchical or arithmetic-coded JPEG");
        }
        int precision = frame[0], components = frame[5];
        int height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        if (precision != 8)
        {
            throw Unsupported(part, $"has {precision} bits per channel");
        }
        if (components is not (1 or 3))
        {
            throw Unsupported(part, $"has {components} channels");
        }
        return width > 0 && height > 0 ? (width, height) : throw Broken(part, $"its frame header says {width}×{height} pixels");
    }

    private static InvalidInputException Broken(string part, string fault) =>
        new(part, $"The image {part} is a broken JPEG: {fault}; send the whole file.");

    private static InvalidInputException Unsupported(string part, string fault) =>
        new(part, $"The image {part} {fault}; send a baseline or progressive JPEG, grey or colour, with 8 bits per channel.");
}
