using System.Text.Json;

using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Formats;

/// <summary>
/// One key frame of an mmdet3d info file (format 1.1, as JSON). This is the adapter of nuScenes' LiDAR frame (x right, y forward):
/// what is given in that frame there comes out in the ego frame here.
/// </summary>
public sealed class NuScenesInfo
{
    private readonly string folder;
    private readonly IReadOnlyList<string> imagePaths;

    private NuScenesInfo(JsonElement sample, string path)
    {
        string name = Path.GetFileName(path);
        folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        InfoElement root = new(sample, $"{name}: data_list");
        Token = root.Get("token").Text();
        Timestamp = root.Get("timestamp").Number();
        EgoToWorld = root.Get("ego2global").Pose();
        InfoElement lidar = root.Get("lidar_points");
        LidarToEgo = lidar.Get("lidar2ego").Pose();
        LidarPath = Inside(lidar.Get("lidar_path"));
        Rig = new([.. Rig.NuScenesNames.Select(camera => ReadCamera(camera, root.Get("images").Get(camera)))]);
        imagePaths = [.. Rig.NuScenesNames.Select(camera => Inside(root.Get("images").Get(camera).Get("img_path")))];
        Velocity = EstimateVelocity(root.Get("images"));
    }

    /// <summary>The key frame's token.</summary>
    public string Token { get; }

    /// <summary>Time of the LiDAR sweep, seconds since the Unix epoch.</summary>
    public double Timestamp { get; }

    /// <summary>The ego frame at that time, in the map's frame.</summary>
    public Pose EgoToWorld { get; }

    /// <summary>nuScenes' LiDAR frame to the ego frame.</summary>
    public Pose LidarToEgo { get; }

    /// <summary>Full path of the LiDAR sweep's file.</summary>
    public string LidarPath { get; }

    /// <summary>
    /// The six cameras, posed in the ego frame of <see cref="Timestamp"/>. Each took its image up to 50 ms earlier, and the car moved
    /// since; upstream's <c>lidar2cam</c> has that motion in it, and so have these poses: LidarToEgo · lidar2cam⁻¹, not <c>cam2ego</c>.
    /// </summary>
    public Rig Rig { get; }

    /// <summary>Velocity in the ego frame (forward, left), m/s, from the cameras' motion between their own times and <see cref="Timestamp"/>.</summary>
    public (double X, double Y) Velocity { get; }

    /// <summary>Reads a sample of an info file.</summary>
    /// <param name="path">The JSON file; images and sweep lie beside it.</param>
    /// <param name="index">Which sample of <c>data_list</c>.</param>
    /// <exception cref="InvalidDataException">The file is malformed; the message names the field.</exception>
    public static NuScenesInfo Read(string path, int index = 0)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            InfoElement list = new InfoElement(document.RootElement, Path.GetFileName(path)).Get("data_list");
            return new(list.Item(index), path);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)}: this is no JSON file: {e.Message}", e);
        }
    }

    /// <summary>The key frame with its images, read and checked but not decoded.</summary>
    /// <exception cref="InvalidInputException">An image is no JPEG or PNG, or exceeds the limits.</exception>
    public Frame ReadFrame(ImageLimits? limits = null) => new()
    {
        Rig = Rig,
        Images = [.. Rig.Cameras.Select((camera, i) => ImageHeader.Read(File.ReadAllBytes(imagePaths[i]), camera.Name, limits ?? ImageLimits.Default))],
        Timestamp = Timestamp,
        Ego = new() { Velocity = Velocity, EgoToWorld = EgoToWorld },
    };

    // The info file has no image size; nuScenes' images are 1600×900.
    private Camera ReadCamera(string name, InfoElement camera) =>
        new(name, camera.Get("cam2img").Matrix3(), LidarToEgo * camera.Get("lidar2cam").Pose().Inverse, 1600, 900);

    // Least squares over the cameras of displacement = velocity · time, the displacement being that between the two poses of a camera.
    private (double X, double Y) EstimateVelocity(InfoElement images)
    {
        double x = 0, y = 0, weight = 0;
        foreach (Camera camera in Rig.Cameras)
        {
            InfoElement image = images.Get(camera.Name);
            double time = image.Get("timestamp").Number() - Timestamp;
            Vector3D moved = camera.SensorToEgo.Translation - image.Get("cam2ego").Pose().Translation;
            (x, y, weight) = (x + moved.X * time, y + moved.Y * time, weight + time * time);
        }
        return weight > 1e-6 ? (x / weight, y / weight) : (0, 0);
    }

    private string Inside(InfoElement file)
    {
        string path = file.Text();
        return Path.GetFileName(path) == path && path.Length > 0
            ? Path.Combine(folder, path)
            : throw new InvalidDataException($"{file.Path} must be the name of a file beside the info file; it is '{path}'.");
    }
}
