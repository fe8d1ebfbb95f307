using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Datasets.NuScenes;

/// <summary>Keeps indices as files, outside the data sets' folders, so that a data set opens at once the second time.</summary>
internal static class NuScenesIndexCache
{
    private const byte Format = 2;

    /// <summary>Reads the index from the cache if it fits the tables as they are now; otherwise makes it and saves it. A damaged or old file is replaced.</summary>
    /// <param name="tables">Folder of the tables.</param>
    /// <param name="cache">Folder of the cache.</param>
    public static NuScenesIndex Open(string tables, string cache)
    {
        byte[] key = Key(tables);
        string path = Path.Combine(cache, $"{Convert.ToHexStringLower(key)[..32]}.nuscenes");
        if (TryLoad(path, key) is NuScenesIndex loaded)
        {
            return loaded;
        }
        NuScenesIndex index = NuScenesIndexBuilder.Build(tables);
        try
        {
            Directory.CreateDirectory(cache);
            string beside = $"{path}.{Path.GetRandomFileName()}";
            Save(beside, key, index);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The index is here all the same; a folder that cannot be written to only costs time.
        }
        return index;
    }

    // Same folder, same sizes, same times of change: same tables.
    private static byte[] Key(string tables)
    {
        StringBuilder text = new(Path.GetFullPath(tables));
        foreach (string file in TableNames.All.Select(table => table.Name + ".json").Append(RouteCommands.FileName))
        {
            FileInfo info = new(Path.Combine(tables, file));
            text.Append('\n').Append(file).Append(' ').Append(info.Exists ? $"{info.Length} {info.LastWriteTimeUtc.Ticks}" : "absent");
        }
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Save(string path, byte[] key, NuScenesIndex index)
    {
        using FileStream file = File.Create(path);
        IndexStream stream = new(file);
        stream.Write(Format);
        stream.WriteArray(key);
        foreach (string[] texts in (string[][])[index.Cameras, index.Categories, index.Attributes, index.SceneNames, index.Locations])
        {
            stream.WriteArray(Encoding.UTF8.GetBytes(string.Join('\0', texts)));
        }
        stream.WriteArray(index.Scenes);
        stream.WriteArray(index.Samples);
        stream.WriteArray(index.Files);
        stream.WriteArray(index.Data);
        stream.WriteArray(index.Mounts);
        stream.WriteArray(index.Annotations);
        stream.WriteArray(index.FileNames);
        stream.WriteChecksum();
    }

    private static NuScenesIndex? TryLoad(string path, byte[] key)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            IndexStream stream = new(file);
            if (stream.ReadByte() != Format || !stream.ReadArray<byte>().AsSpan().SequenceEqual(key))
            {
                return null;
            }
            string[] Texts() => stream.ReadArray<byte>() is { Length: > 0 } bytes ? Encoding.UTF8.GetString(bytes).Split('\0') : [];
            NuScenesIndex index = new()
            {
                Cameras = Texts(),
                Categories = Texts(),
                Attributes = Texts(),
                SceneNames = Texts(),
                Locations = Texts(),
                Scenes = stream.ReadArray<IndexScene>(),
                Samples = stream.ReadArray<IndexSample>(),
                Files = stream.ReadArray<int>(),
                Data = stream.ReadArray<IndexData>(),
                Mounts = stream.ReadArray<IndexMount>(),
                Annotations = stream.ReadArray<IndexAnnotation>(),
                FileNames = stream.ReadArray<byte>(),
            };
            return stream.ChecksumFits() ? index : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Arrays of structs as bytes, each after its length, with a running checksum.</summary>
    private sealed class IndexStream(FileStream file)
    {
        private ulong checksum = 14695981039346656037;

        public void Write(byte value) => file.WriteByte(value);

        public byte ReadByte() => file.ReadByte() is >= 0 and int value ? (byte)value : throw new EndOfStreamException();

        public void WriteArray<T>(T[] values) where T : unmanaged
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes<T>(values);
            file.Write(BitConverter.GetBytes((long)values.Length));
            file.Write(bytes);
            Add(bytes);
        }

        public T[] ReadArray<T>() where T : unmanaged
        {
            Span<byte> eight = stackalloc byte[sizeof(long)];
            file.ReadExactly(eight);
            long length = BitConverter.ToInt64(eight);
            if (length < 0 || length > (file.Length - file.Position) / Unsafe.SizeOf<T>())
            {
                throw new InvalidDataException("The index is damaged.");
            }
            T[] values = GC.AllocateUninitializedArray<T>((int)length);
            Span<byte> bytes = MemoryMarshal.AsBytes(values.AsSpan());
            file.ReadExactly(bytes);
            Add(bytes);
            return values;
        }

        public void WriteChecksum() => file.Write(BitConverter.GetBytes(checksum));

        public bool ChecksumFits()
        {
            Span<byte> eight = stackalloc byte[sizeof(ulong)];
            file.ReadExactly(eight);
            return BitConverter.ToUInt64(eight) == checksum && file.Position == file.Length;
        }

        // FNV-1a over words instead of bytes: enough against damage, and as fast as the disk.
        private void Add(ReadOnlySpan<byte> bytes)
        {
            ulong sum = checksum;
            foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
            {
                sum = (sum ^ word) * 1099511628211;
            }
            foreach (byte value in bytes[(bytes.Length & ~7)..])
            {
                sum = (sum ^ value) * 1099511628211;
            }
            checksum = sum;
        }
    }
}
