using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Rendered views: <c>views/TOKEN/CAMERA.png</c> in the size of the data set's images, and <c>views/TOKEN/depth.npz</c> with an array (H, W) of metres, float32, for each camera.</summary>
internal sealed class ViewPredictions(string folder) : IDisposable
{
    private const string Depths = "depth.npz";

    private readonly string root = Path.Combine(folder, "views");
    private readonly ImageDecoder decoder = new();

    /// <summary>Whether there are any.</summary>
    public bool Exist => Directory.Exists(root);

    /// <summary>Tokens of all key frames that are there.</summary>
    public IEnumerable<string> Tokens => Directory.EnumerateDirectories(root).Select(path => Path.GetFileName(path)!);

    public void Dispose() => decoder.Dispose();

    /// <summary>Reads the images of a key frame by camera.</summary>
    /// <exception cref="EvaluationException">A file cannot be read or has another size than the data set's image; it is named.</exception>
    public IReadOnlyDictionary<string, RgbImage> Images(Keyframe keyframe)
    {
        Dictionary<string, RgbImage> images = new(StringComparer.Ordinal);
        foreach (Camera camera in keyframe.Frame.Rig.Cameras)
        {
            string path = Path.Combine(root, keyframe.Token, camera.Name + ".png");
            if (!File.Exists(path))
            {
                continue;
            }
            EncodedImage encoded = ImageHeader.Read(File.ReadAllBytes(path), camera.Name, ImageLimits.Default);
            images[camera.Name] = (encoded.Width, encoded.Height) == (camera.Width, camera.Height)
                ? decoder.Decode(encoded, part: camera.Name)
                : throw new EvaluationException($"{path} has {encoded.Width}×{encoded.Height} pixels; the data set's image has {camera.Width}×{camera.Height}.");
        }
        return images;
    }

    /// <summary>Reads the depths of a key frame by camera; null where it has none.</summary>
    /// <exception cref="EvaluationException">The file cannot be read, or an array has another type or size than the data set's depth.</exception>
    public IReadOnlyDictionary<string, float[]>? Depth(Keyframe keyframe)
    {
        string path = Path.Combine(root, keyframe.Token, Depths);
        if (!File.Exists(path) || keyframe.Dense is not { } dense)
        {
            return null;
        }
        try
        {
            Dictionary<string, float[]> depths = new(StringComparer.Ordinal);
            foreach ((string camera, NpyArray array) in NpzFile.Read(path))
            {
                depths[camera] = array.Type == NpyType.Float32 && array.Shape.AsSpan().SequenceEqual([dense.Height, dense.Width])
                    ? array.As<float>()
                    : throw new EvaluationException($"{path}: {camera} is {array.Type} of shape ({string.Join(", ", array.Shape)}); Float32 of shape ({dense.Height}, {dense.Width}) was expected.");
            }
            return depths;
        }
        catch (InvalidDataException fault)
        {
            throw new EvaluationException($"The depths of key frame {keyframe.Token} ({keyframe.Scene}) cannot be read from {path}: {fault.Message}", fault);
        }
    }
}
