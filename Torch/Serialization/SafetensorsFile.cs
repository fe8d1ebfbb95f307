using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

using static TorchSharp.torch;

namespace VoxPilot.Torch;

/// <summary>A safetensors file open for reading, memory-mapped: only the tensors that are asked for are read. Not for several threads at once.</summary>
public sealed unsafe class SafetensorsFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _data;
    private readonly Dictionary<string, SafetensorsEntry> _byName;

    private SafetensorsFile(string path, MemoryMappedFile map, MemoryMappedViewAccessor view, byte* data, SafetensorsHeader header)
    {
        Path = path;
        Metadata = header.Metadata;
        Entries = [.. header.Entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        _map = map;
        _view = view;
        _data = data;
        _byName = Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What the file holds, in ordinal order of the names.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The file's <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its whole header.</summary>
    /// <exception cref="TensorFileException">The file is absent, cut short or malformed.</exception>
    public static SafetensorsFile Open(string path)
    {
        MemoryMappedFile? map = null;
        MemoryMappedViewAccessor? view = null;
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            long length = stream.Length;
            byte[] json = ReadHeader(path, stream, length);
            long start = sizeof(ulong) + json.Length;
            SafetensorsHeader header = SafetensorsHeader.Parse(path, json, length - start);
            map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            byte* bytes = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref bytes);
            return new SafetensorsFile(path, map, view, bytes + view.PointerOffset + start, header);
        }
        catch (Exception failure)
        {
            view?.Dispose();
            map?.Dispose();
            if (failure is IOException or UnauthorizedAccessException)
            {
                throw new TensorFileException(path, $"cannot be opened: {failure.Message}", failure);
            }

            throw;
        }
    }

    /// <summary>Whether the file holds a tensor of that name.</summary>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>What the header says of a tensor.</summary>
    /// <exception cref="TensorFileException">The file holds no tensor of that name.</exception>
    public SafetensorsEntry Find(string name) =>
        _byName.TryGetValue(name, out SafetensorsEntry? entry) ? entry : throw new TensorFileException(Path, $"holds no tensor '{name}'; it holds {Entries.Count} others.");

    /// <summary>A copy of a tensor, in memory of its own on the CPU.</summary>
    /// <exception cref="TensorFileException">The file holds no tensor of that name, or one with broken content.</exception>
    public Tensor Read(string name)
    {
        ObjectDisposedException.ThrowIf(!_view.CanRead, this);
        SafetensorsEntry entry = Find(name);
        return TensorBytes.Create(Path, entry.Name, entry.Type, entry.Shape, target => new ReadOnlySpan<byte>(_data + entry.Offset, target.Length).CopyTo(target));
    }

    /// <summary>Copies of all tensors, by name.</summary>
    public Dictionary<string, Tensor> ReadAll() => Entries.ToDictionary(entry => entry.Name, entry => Read(entry.Name), StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_view.CanRead)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }

        _view.Dispose();
        _map.Dispose();
    }

    private static byte[] ReadHeader(string path, FileStream stream, long length)
    {
        byte[] prefix = new byte[sizeof(ulong)];
        if (length < prefix.Length)
        {
            throw new TensorFileException(path, $"has {length} bytes, too few for a safetensors file.");
        }

        stream.ReadExactly(prefix);
        ulong header = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (header > SafetensorsHeader.MaximumLength || (long)header > length - prefix.Length)
        {
            throw new TensorFileException(path, $"claims a header of {header} bytes in a file of {length}; the file is cut short or not safetensors.");
        }

        byte[] json = new byte[header];
        stream.ReadExactly(json);
        return json;
    }
}
