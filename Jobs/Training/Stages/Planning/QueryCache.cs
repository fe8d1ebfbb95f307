using System.Buffers;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Driving;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// What a frozen perception sees of every key frame, kept on disk: Q_L, P_L and the car's motion in half precision, of the world and, where asked for, of its mirror
/// image. One flat file of records of the same length, in the order of the data set, the mirrored ones after the others. It is written by
/// appending, so that an interrupted one goes on where it stopped, and read through the page cache.
/// </summary>
internal sealed class QueryCache : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly QueryShape shape;

    private QueryCache(string path, QueryShape shape, int count, bool mirrored)
    {
        (Path, this.shape, Count, Mirrored) = (path, shape, count, mirrored);
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Key frames.</summary>
    public int Count { get; }

    /// <summary>Whether the mirrored world is in it.</summary>
    public bool Mirrored { get; }

    /// <summary>Opens the cache of a data set and of networks that see, and makes what of it is not there yet.</summary>
    /// <param name="folder">Where caches lie; made if absent.</param>
    /// <param name="data">The key frames.</param>
    /// <param name="model">The pack's networks, in evaluation mode.</param>
    /// <param name="mirrored">Whether the mirrored world is wanted too.</param>
    /// <param name="progress">Hears how many records of how many are done.</param>
    /// <param name="cancellation">Stops it; what is done stays.</param>
    /// <exception cref="DatasetException">A file of the data set is missing or damaged.</exception>
    public static QueryCache Open(
        string folder, IDriveDataset data, DrivingModel model, bool mirrored, Action<int, int>? progress, CancellationToken cancellation)
    {
        QueryShape shape = QueryShape.Of(model.Config.Perception.Encoder);
        string path = System.IO.Path.Combine(folder, $"queries-{Fingerprint(data, model.SeeingHash(), mirrored, shape)[..16]}.bin");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(folder);
            string part = path + ".part";
            using (FileStream stream = new(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1 << 20))
            {
                QueryCacheBuilder builder = new(data, model, shape);
                builder.Append(stream, mirrored, progress, cancellation);
            }
            File.Move(part, path);
        }
        return new(path, shape, data.Count, mirrored);
    }

    /// <summary>Reads what was seen of a key frame; several threads may.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="mirror">True: in the mirrored world.</param>
    /// <param name="features">Receives Q_L (Q, C).</param>
    /// <param name="points">Receives P_L (Q, R, 3), metres.</param>
    public void Read(int index, bool mirror, Span<float> features, Span<float> points)
    {
        long start = Start(index, mirror);
        Half[] record = ArrayPool<Half>.Shared.Rent(shape.Values);
        view.ReadArray(start, record, 0, shape.Values);
        Widen(record, features);
        Widen(record.AsSpan(features.Length), points);
        ArrayPool<Half>.Shared.Return(record);
    }

    /// <summary>The car's state as the images up to a key frame show it; null for the first one of a scene. Several threads may ask.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="mirror">True: in the mirrored world.</param>
    public EgoState? Seen(int index, bool mirror)
    {
        Half[] row = new Half[SeenStateRecord.Values];
        view.ReadArray(Start(index, mirror) + shape.Bytes - row.Length * sizeof(short), row, 0, row.Length);
        return SeenStateRecord.Read(row);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }

    private long Start(int index, bool mirror)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return !mirror ? index * shape.Bytes
            : Mirrored ? (Count + index) * shape.Bytes
            : throw new ArgumentException("This cache does not hold the mirrored world.", nameof(mirror));
    }

    private static void Widen(ReadOnlySpan<Half> from, Span<float> to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = (float)from[i];
        }
    }

    // All tokens and scenes, the encoded images of one key frame (two worlds may have the same tokens and other pictures), what sees.
    private static string Fingerprint(IDriveDataset data, string seeing, bool mirrored, QueryShape shape)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{seeing} {mirrored} {shape.Values}\n"));
        for (int i = 0; i < data.Count; i++)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{data.Token(i)} {data.Scene(i)}\n"));
        }
        foreach (EncodedImage image in data.Read(data.Count / 2, KeyframeParts.Images).Frame.Images)
        {
            hash.AppendData(MemoryMarshal.AsBytes(image.Bytes.Span));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
