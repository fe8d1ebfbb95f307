using System.Buffers.Binary;
using System.Numerics;

namespace VoxPilot.Torch;

/// <summary>
/// The format before PyTorch 1.6: five pickles (magic number, protocol, system, object, storage keys), then for each key the
/// number of its elements (int64) and their bytes.
/// </summary>
internal sealed class LegacyCheckpoint : ICheckpointArchive
{
    private const long Protocol = 1001;
    private static readonly BigInteger s_magic = BigInteger.Parse("119547037146038801333356");
    private readonly string _path;
    private readonly Stream _stream;
    private readonly Dictionary<string, (long Position, long Bytes)> _storages;

    private LegacyCheckpoint(string path, Stream stream, object? root, Dictionary<string, (long Position, long Bytes)> storages) =>
        (_path, _stream, Root, _storages) = (path, stream, root, storages);

    /// <inheritdoc/>
    public object? Root { get; }

    /// <summary>Reads the pickles and finds the storages.</summary>
    public static LegacyCheckpoint Open(string path, Stream stream)
    {
        PickleReader pickles = new(path, stream);
        Dictionary<string, PickledStorage> referred = new(StringComparer.Ordinal);
        if (pickles.Read() is not BigInteger magic || magic != s_magic)
        {
            throw new TensorFileException(path, "does not begin with PyTorch's magic number.");
        }

        if (pickles.Read() is not Protocol)
        {
            throw new TensorFileException(path, $"is not of PyTorch's serialization protocol {Protocol}.");
        }

        if (pickles.Read() is not PickleDict system || system.Find("little_endian") is not true)
        {
            throw new TensorFileException(path, "was written in big-endian byte order; only little-endian files are read.");
        }

        object? root = pickles.Read(storage => referred.TryAdd(storage.Key, storage));
        return pickles.Read() is List<object?> keys
            ? new LegacyCheckpoint(path, stream, root, Locate(path, stream, keys, referred))
            : throw new TensorFileException(path, "has no list of storages.");
    }

    /// <inheritdoc/>
    public void Read(PickledStorage storage, long offset, Span<byte> target)
    {
        if (!_storages.TryGetValue(storage.Key, out (long Position, long Bytes) place))
        {
            throw new TensorFileException(_path, $"misses the storage {storage.Key}.");
        }

        if (place.Bytes < offset + target.Length)
        {
            throw new TensorFileException(_path, $"storage {storage.Key} has {place.Bytes} bytes, a tensor needs {offset + target.Length}.");
        }

        _stream.Position = place.Position + offset;
        _stream.ReadExactly(target);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The stream belongs to whoever opened it.
    }

    private static Dictionary<string, (long Position, long Bytes)> Locate(string path, Stream stream, List<object?> keys, Dictionary<string, PickledStorage> referred)
    {
        Dictionary<string, (long Position, long Bytes)> storages = new(StringComparer.Ordinal);
        byte[] prefix = new byte[sizeof(long)];
        foreach (object? key in keys)
        {
            if (key is not string name || !referred.TryGetValue(name, out PickledStorage? storage))
            {
                throw new TensorFileException(path, $"lists a storage '{key}' that no tensor refers to.");
            }

            if (stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
            {
                throw new TensorFileException(path, $"ends before storage {name}; the file is cut short.");
            }

            long count = BinaryPrimitives.ReadInt64LittleEndian(prefix);
            int size = ElementType.SizeOf(storage.Type);
            long left = stream.Length - stream.Position;
            if (count < 0 || count > left / size)
            {
                throw new TensorFileException(path, $"storage {name} claims {count} elements of {size} bytes, but {left} bytes are left; the file is cut short.");
            }

            storages[name] = (stream.Position, count * size);
            stream.Position += count * size;
        }

        return storages;
    }
}
