namespace VoxPilot.Core.Datasets;

/// <summary>Reads key frames with their history. Several threads may use one reader at once.</summary>
public sealed class ClipReader
{
    private readonly IDriveDataset dataset;
    private readonly ClipOptions options;

    /// <summary>Clips of a data set.</summary>
    /// <param name="dataset">Where key frames come from.</param>
    /// <param name="options">How long a clip is.</param>
    public ClipReader(IDriveDataset dataset, ClipOptions options)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Past);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Stride);
        foreach (int ahead in options.Ahead)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ahead, nameof(options.Ahead));
        }
        (this.dataset, this.options) = (dataset, options);
    }

    /// <summary>
    /// The clip of a key frame. Where the scene began too recently, the oldest key frame that could be reached stands in again (the
    /// same object, so that it need not be decoded twice); at a scene's start that is the present one.
    /// </summary>
    /// <param name="index">Which key frame of the data set.</param>
    /// <exception cref="DatasetException">A file is missing or damaged; the message names it and the sample.</exception>
    public Clip Read(int index)
    {
        Keyframe now = dataset.Read(index, options.Parts);
        Keyframe[] past = new Keyframe[options.Past];
        Keyframe oldest = now;
        for (int i = 0; i < past.Length; i++)
        {
            oldest = past[i] = dataset.ReadBeside(index, -(i + 1) * options.Stride, options.PastParts) ?? oldest;
        }
        return new(now, past) { Ahead = [.. options.Ahead.Select(steps => dataset.ReadBeside(index, steps, options.AheadParts))] };
    }
}
