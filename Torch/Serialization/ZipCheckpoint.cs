using System.IO.Compression;

namespace VoxPilot.Torch;

/// <summary>The zip format of PyTorch 1.6 and later: <c>name/data.pkl</c>, and a storage per file <c>name/data/key</c>.</summary>
internal sealed class ZipCheckpoint : ICheckpointArchive
{
    private const string PickleName = "data.pkl";
    private const int MaximumPickle = 1 << 28;
    private readonly string _path;
    private readonly ZipArchive _zip;
    private readonly string _folder;

    private ZipCheckpoint(string path, ZipArchive zip, string folder, object? root) => (_path, _zip, _folder, Root) = (path, zip, folder, root);

    /// <inheritdoc/>
    public object? Root { get; }

    /// <summary>Opens the archive and reads its pickle.</summary>
    public static ZipCheckpoint Open(string path, Stream stream)
    {
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            ZipArchiveEntry pickle = zip.Entries.FirstOrDefault(entry => entry.Name == PickleName)
                ?? throw new TensorFileException(path, $"is a zip archive without {PickleName}; not a PyTorch checkpoint.");
            string folder = pickle.FullName[..^PickleName.Length];
            CheckByteOrder(path, zip.GetEntry(folder + "byteorder"));
            if (pickle.Length > MaximumPickle)
            {
                throw new TensorFileException(path, $"has a {PickleName} of {pickle.Length} bytes; at most {MaximumPickle} are read.");
            }

            byte[] bytes = new byte[pickle.Length];
            using (Stream content = pickle.Open())
            {
                content.ReadExactly(bytes);
            }

            return new ZipCheckpoint(path, zip, folder, new PickleReader(path, new MemoryStream(bytes)).Read());
        }
        catch (Exception failure)
        {
            zip?.Dispose();
            if (failure is InvalidDataException or EndOfStreamException)
            {
                throw new TensorFileException(path, $"is a damaged zip archive: {failure.Message}", failure);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public void Read(PickledStorage storage, long offset, Span<byte> target)
    {
        string name = $"{_folder}data/{storage.Key}";
        ZipArchiveEntry entry = _zip.GetEntry(name) ?? throw new TensorFileException(_path, $"misses the storage {name}.");
        if (entry.Length < offset + target.Length)
        {
            throw new TensorFileException(_path, $"storage {name} has {entry.Length} bytes, a tensor needs {offset + target.Length}.");
        }

        try
        {
            using Stream content = entry.Open();
            Skip(content, offset);
            content.ReadExactly(target);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            throw new TensorFileException(_path, $"storage {name} is damaged: {failure.Message}", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private static void CheckByteOrder(string path, ZipArchiveEntry? entry)
    {
        if (entry is null)
        {
            return;
        }

        using StreamReader reader = new(entry.Open());
        char[] text = new char[16];
        string order = new string(text, 0, reader.ReadBlock(text)).Trim();
        if (order != "little")
        {
            throw new TensorFileException(path, $"was written in {order}-endian byte order; only little-endian files are read.");
        }
    }

    private static void Skip(Stream content, long count)
    {
        byte[] scratch = new byte[(int)Math.Min(count, 1 << 16)];
        for (long left = count; left > 0;)
        {
            int part = (int)Math.Min(left, scratch.Length);
            content.ReadExactly(scratch, 0, part);
            left -= part;
        }
    }
}
