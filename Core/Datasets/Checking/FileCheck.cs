using VoxPilot.Core.Datasets.NuScenes;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Formats.NuScenes.Maps;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Datasets.Checking;

/// <summary>Checks files: that they are there, and if asked, that they decode to what the tables say.</summary>
internal sealed class FileCheck(DatasetFolder folder, bool deep, ProblemList problems) : IDisposable
{
    private readonly ImageDecoder decoder = new();

    public void Sensor(SensorFile file)
    {
        Check(file.Name, file.Sample.ToString(), path =>
        {
            if (file.Modality == "camera")
            {
                EncodedImage image = ImageHeader.Read(File.ReadAllBytes(path), file.Channel, ImageLimits.Default);
                if ((image.Width, image.Height) != (file.Width, file.Height))
                {
                    throw new InvalidDataException($"the image is {image.Width}×{image.Height}; the table says {file.Width}×{file.Height}");
                }
                decoder.Decode(image, part: file.Channel);
            }
            else if (file.Modality == "lidar" && LidarSweep.Read(path) is LidarSweep sweep)
            {
                foreach (float value in sweep.Values)
                {
                    if (!float.IsFinite(value))
                    {
                        throw new InvalidDataException("a point has a coordinate that is not finite");
                    }
                }
            }
        });
    }

    /// <summary>True if the sample has labels.</summary>
    public bool Occupancy(string scene, Token sample) =>
        Check($"gts/{scene}/{sample}/labels.npz", sample.ToString(), path => Occ3DLabels.Read(path));

    /// <summary>True if the sample has depth and class per pixel.</summary>
    public bool Dense(string scene, Token sample) =>
        Check($"dense/{scene}/{sample}.npz", sample.ToString(), path => DenseViews.Read(path));

    public void Mask(string file) => Check(file, null, path => ImageHeader.Read(File.ReadAllBytes(path), "map", new() { MaxBytes = int.MaxValue, MaxPixels = long.MaxValue }));

    /// <summary>True if the scene has messages.</summary>
    public bool CanBus(string scene)
    {
        string file = Formats.NuScenes.CanBus.RelativePosePath(scene);
        return File.Exists(Path.Combine(folder.Root, file)) && Check(file, null, _ =>
        {
            IReadOnlyList<CanBusPose> poses = Formats.NuScenes.CanBus.Read(folder.Root, scene)?.Poses ?? throw new InvalidDataException("it holds no message");
            for (int i = 1; i < poses.Count; i++)
            {
                if (poses[i].Utime <= poses[i - 1].Utime)
                {
                    throw new InvalidDataException($"message {i} is not later than the one before");
                }
            }
        });
    }

    /// <summary>True if the location has a vector map.</summary>
    public bool Map(string location)
    {
        string file = MapExpansion.RelativePath(location);
        return File.Exists(Path.Combine(folder.Root, file)) && Check(file, null, path => MapExpansion.Read(path).DrivableOutlines());
    }

    public void Questions(OmniDriveFolder questions, Token sample)
    {
        if (deep)
        {
            try
            {
                questions.Read(sample.ToString());
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                problems.Add(DatasetProblemKind.DamagedFile, $"questions of {sample}", e.Message, sample.ToString());
            }
        }
    }

    public void Dispose() => decoder.Dispose();

    // False if the file is absent or leads elsewhere.
    private bool Check(string file, string? sample, Action<string> decode)
    {
        if (folder.Resolve(file) is not string path)
        {
            problems.Add(DatasetProblemKind.OutsideFolder, file, "the file name leads out of the data set's folder; it was not read.", sample);
            return false;
        }
        FileInfo info = new(path);
        if (!info.Exists)
        {
            problems.Add(DatasetProblemKind.MissingFile, file, "the file is absent.", sample);
            return false;
        }
        if (info.Length == 0)
        {
            problems.Add(DatasetProblemKind.EmptyFile, file, "the file has no bytes.", sample);
            return true;
        }
        try
        {
            if (deep)
            {
                decode(path);
            }
        }
        catch (Exception e) when (e is InvalidDataException or InvalidInputException or IOException or UnauthorizedAccessException)
        {
            problems.Add(DatasetProblemKind.DamagedFile, file, e.Message, sample);
        }
        return true;
    }
}
