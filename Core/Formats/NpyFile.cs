using System.Buffers.Binary;
using System.Text;

namespace VoxPilot.Core.Formats;

/// <summary>NumPy's .npy format, versions 1 to 3 (numpy.lib.format): read and write.</summary>
public static class NpyFile
{
    internal const int PrefixLength = 10; // magic (6), version (2), length of the header (2)
    private const int MaximumHeader = 1 << 16;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads one array from where the stream stands.</summary>
    /// <param name="stream">Holds the array; it is read no further than its last element.</param>
    /// <param name="name">What the array is called in messages.</param>
    /// <param name="maximumBytes">Most bytes that its elements may take.</param>
    /// <exception cref="InvalidDataException">The bytes are no array that can be read; the message says why.</exception>
    public static NpyArray Read(Stream stream, string name, long maximumBytes = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            Span<byte> prefix = stackalloc byte[8];
            stream.ReadExactly(prefix);
            if (!prefix.StartsWith(Magic) || prefix[6] is < 1 or > 3)
            {
                throw new InvalidDataException($"{name}: this is no NumPy array of format version 1 to 3.");
            }
            Span<byte> four = stackalloc byte[4];
            four.Clear();
            stream.ReadExactly(prefix[6] == 1 ? four[..2] : four);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(four);
            if (length > MaximumHeader)
            {
                throw new InvalidDataException($"{name}: the array's header says that it is {length} bytes long.");
            }
            byte[] text = new byte[length];
            stream.ReadExactly(text);
            NpyHeader header = NpyHeader.Parse(Encoding.UTF8.GetString(text), name);
            if ((long)header.Count * NpyTypes.Size(header.Type) > maximumBytes)
            {
                throw new InvalidDataException($"{name}: the array's elements take more than {maximumBytes} bytes.");
            }
            NpyArray array = NpyArray.Allocate(header.Type, header.Shape, header.Count, out Span<byte> bytes);
            stream.ReadExactly(bytes);
            if (header.Type == NpyType.Bool && bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
            {
                throw new InvalidDataException($"{name}: a boolean array holds bytes other than 0 and 1.");
            }
            return array;
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException($"{name}: the array ends too early.", e);
        }
    }

    /// <summary>Reads a .npy file.</summary>
    /// <inheritdoc cref="Read(Stream, string, long)"/>
    public static NpyArray Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        NpyArray array = Read(stream, Path.GetFileName(path));
        return stream.Position == stream.Length
            ? array
            : throw new InvalidDataException($"{Path.GetFileName(path)}: there are {stream.Length - stream.Position} bytes after the array.");
    }

    /// <summary>Writes one array, format version 1.</summary>
    public static void Write(Stream stream, NpyArray array)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(array);
        byte[] header = NpyHeader.Format(array);
        stream.Write(Magic);
        stream.Write([1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
        stream.Write(header);
        stream.Write(array.Bytes);
    }

    /// <summary>Writes a .npy file.</summary>
    public static void Write(string path, NpyArray array)
    {
        using FileStream stream = File.Create(path);
        Write(stream, array);
    }
}
