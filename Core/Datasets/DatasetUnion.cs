namespace VoxPilot.Core.Datasets;

/// <summary>Several data sets one after the other, as one. Scenes do not reach from one into the next.</summary>
public sealed class DatasetUnion : IDriveDataset
{
    private readonly int[] ends; // key frames up to and with each part

    private DatasetUnion(IReadOnlyList<IDriveDataset> parts)
    {
        Parts = parts;
        ends = new int[parts.Count];
        for (int i = 0, sum = 0; i < ends.Length; i++)
        {
            ends[i] = sum += parts[i].Count;
        }
    }

    /// <summary>The data sets.</summary>
    public IReadOnlyList<IDriveDataset> Parts { get; }

    /// <inheritdoc/>
    public string Name => string.Join(" + ", Parts.Select(part => part.Name));

    /// <inheritdoc/>
    public int Count => ends[^1];

    /// <summary>The data sets that one consists of; of any other kind, itself alone.</summary>
    public static IReadOnlyList<IDriveDataset> PartsOf(IDriveDataset data) => (data as DatasetUnion)?.Parts ?? [data];

    /// <summary>Data sets as one; of a single one, itself.</summary>
    /// <param name="parts">One or more.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static IDriveDataset Of(IReadOnlyList<IDriveDataset> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts.Count switch
        {
            0 => throw new ArgumentException("One data set or more are needed.", nameof(parts)),
            1 => parts[0],
            _ => new DatasetUnion(parts),
        };
    }

    /// <summary>Which part a key frame lies in, and its place there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such key frame.</exception>
    public (int Part, int Index) Locate(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        int part = Array.FindIndex(ends, end => index < end);
        return (part, part == 0 ? index : index - ends[part - 1]);
    }

    /// <inheritdoc/>
    public string Token(int index) => At(index, (data, i) => data.Token(i));

    /// <inheritdoc/>
    public string Scene(int index) => At(index, (data, i) => data.Scene(i));

    /// <inheritdoc/>
    public int IndexInScene(int index) => At(index, (data, i) => data.IndexInScene(i));

    /// <inheritdoc/>
    public Keyframe Read(int index, KeyframeParts parts = KeyframeParts.All) => At(index, (data, i) => data.Read(i, parts));

    /// <inheritdoc/>
    public Keyframe? ReadBeside(int index, int offset, KeyframeParts parts) => At(index, (data, i) => data.ReadBeside(i, offset, parts));

    private T At<T>(int index, Func<IDriveDataset, int, T> read)
    {
        (int part, int there) = Locate(index);
        return read(Parts[part], there);
    }
}
