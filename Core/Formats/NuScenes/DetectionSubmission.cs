namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>nuScenes' result file of the detection task: for each key frame of a population the boxes that were found in it, map frame.</summary>
public sealed class DetectionSubmission
{
    /// <summary>Most boxes that nuScenes allows in a key frame.</summary>
    public const int MaximumBoxes = 500;

    private const int Named = 5; // tokens that a message names

    internal DetectionSubmission(string name, DetectionModalities modalities, IReadOnlyList<DetectionFrame> frames) =>
        (Name, Modalities, Frames) = (name, modalities, frames);

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    /// <summary>What the detector was given.</summary>
    public DetectionModalities Modalities { get; }

    /// <summary>The key frames in the order of the file, which decides between boxes of equal score.</summary>
    public IReadOnlyList<DetectionFrame> Frames { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">
    /// It is no such file, or a box in it cannot be used: unknown class or attribute, a number that is not finite, a size that is not
    /// positive, more than <see cref="MaximumBoxes"/> in a sample. The message names the file, the sample and the box.
    /// </exception>
    public static DetectionSubmission Read(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        return Read(stream, Path.GetFileName(path));
    }

    /// <summary>Reads a stream; <paramref name="name"/> is what it is called in messages.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static DetectionSubmission Read(Stream stream, string name) => new DetectionSubmissionReader(stream, name).Read();

    /// <summary>Holds the samples against those that are to be evaluated: the same ones, no more and no fewer.</summary>
    /// <param name="samples">Tokens of the samples.</param>
    /// <param name="population">What they are called in messages: "val of v1.0-trainval".</param>
    /// <exception cref="InvalidDataException">Some are missing, or some are there that do not belong to the population.</exception>
    public void RequireSamples(IReadOnlyCollection<string> samples, string population)
    {
        HashSet<string> wanted = [.. samples], found = [.. Frames.Select(frame => frame.Sample)];
        List<string> faults = [];
        if (samples.Where(sample => !found.Contains(sample)).ToArray() is { Length: > 0 } missing)
        {
            faults.Add($"{missing.Length} of the {wanted.Count} samples of {population} are missing ({First(missing)})");
        }
        if (Frames.Select(frame => frame.Sample).Where(sample => !wanted.Contains(sample)).ToArray() is { Length: > 0 } foreign)
        {
            faults.Add($"{foreign.Length} of its {found.Count} samples are not in {population} ({First(foreign)})");
        }
        if (faults.Count > 0)
        {
            throw new InvalidDataException($"{Name}: {string.Join("; ", faults)}. A sample in which nothing was found has an empty list; samples of other populations must be left out.");
        }
    }

    /// <summary>Writes the file.</summary>
    public void Write(Stream stream)
    {
        using DetectionSubmissionWriter writer = new(stream, Modalities);
        foreach (DetectionFrame frame in Frames)
        {
            writer.Write(frame.Sample, frame.Boxes);
        }
    }

    private static string First(string[] tokens) => string.Join(", ", tokens.Take(Named)) + (tokens.Length > Named ? ", …" : "");
}
