using System.IO.Compression;

namespace VoxPilot.Core.Formats;

/// <summary>NumPy's .npz format: a zip archive of .npy files, deflated or stored.</summary>
public static class NpzFile
{
    /// <summary>Most bytes that all arrays of a file may take, unless said otherwise: 1 GiB.</summary>
    public const long DefaultMaximumBytes = 1L << 30;

    private static readonly DateTimeOffset WrittenAt = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // same content, same bytes

    /// <summary>Reads all arrays of a file by their names.</summary>
    /// <exception cref="InvalidDataException">The file is no archive, or holds what is no array that can be read.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path, long maximumBytes = DefaultMaximumBytes)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, Path.GetFileName(path), maximumBytes);
    }

    /// <summary>Reads all arrays of a seekable stream by their names.</summary>
    /// <param name="stream">The archive.</param>
    /// <param name="name">What the archive is called in messages.</param>
    /// <param name="maximumBytes">Most bytes that all arrays may take together.</param>
    /// <exception cref="InvalidDataException">The stream is no archive, or holds what is no array that can be read.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(Stream stream, string name, long maximumBytes = DefaultMaximumBytes)
    {
        Dictionary<string, NpyArray> arrays = new(StringComparer.Ordinal);
        using ZipArchive archive = Open(stream, name);
        long left = maximumBytes;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string key = entry.FullName.EndsWith(".npy", StringComparison.Ordinal) ? entry.FullName[..^4] : entry.FullName;
            using Stream content = entry.Open();
            NpyArray array = NpyFile.Read(content, $"{name}/{key}", left);
            left -= array.Bytes.Length;
            if (content.ReadByte() >= 0 || !arrays.TryAdd(key, array))
            {
                throw new InvalidDataException($"{name}: the array {key} is there twice or has bytes after its end.");
            }
        }
        return arrays;
    }

    /// <summary>Writes arrays under their names, deflated. The same arrays in the same order give the same bytes.</summary>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, NpyArray>> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string key, NpyArray array) in arrays)
        {
            ZipArchiveEntry entry = archive.CreateEntry(key + ".npy", CompressionLevel.Optimal);
            entry.LastWriteTime = WrittenAt;
            using Stream content = entry.Open();
            NpyFile.Write(content, array);
        }
    }

    /// <summary>Writes a .npz file.</summary>
    /// <inheritdoc cref="Write(Stream, IEnumerable{KeyValuePair{string, NpyArray}})"/>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NpyArray>> arrays)
    {
        using FileStream stream = File.Create(path);
        Write(stream, arrays);
    }

    private static ZipArchive Open(Stream stream, string name)
    {
        try
        {
            return new(stream, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{name}: this is no .npz archive, or it is truncated.", e);
        }
    }
}
