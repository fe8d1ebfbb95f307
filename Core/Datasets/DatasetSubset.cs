namespace VoxPilot.Core.Datasets;

/// <summary>Some of a data set's key frames, as a data set. What came before and after them in their scenes is that of the whole.</summary>
/// <param name="whole">The data set.</param>
/// <param name="name">What the part is called.</param>
/// <param name="keyframes">Positions in the whole, rising.</param>
public sealed class DatasetSubset(IDriveDataset whole, string name, IReadOnlyList<int> keyframes) : IDriveDataset
{
    /// <summary>At most so many key frames, spread evenly.</summary>
    public static IDriveDataset Spread(IDriveDataset whole, int count) =>
        count >= whole.Count ? whole : new DatasetSubset(whole, whole.Name, [.. Enumerable.Range(0, count).Select(i => (int)((long)i * whole.Count / count))]);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int Count => keyframes.Count;

    /// <inheritdoc/>
    public string Token(int index) => whole.Token(keyframes[index]);

    /// <inheritdoc/>
    public string Scene(int index) => whole.Scene(keyframes[index]);

    /// <inheritdoc/>
    public int IndexInScene(int index) => whole.IndexInScene(keyframes[index]);

    /// <inheritdoc/>
    public Keyframe Read(int index, KeyframeParts parts = KeyframeParts.All) => whole.Read(keyframes[index], parts);

    /// <inheritdoc/>
    public Keyframe? ReadBeside(int index, int offset, KeyframeParts parts) => whole.ReadBeside(keyframes[index], offset, parts);
}
