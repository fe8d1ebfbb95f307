using System.Text.Json;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Bench.Drives;

/// <summary>Frames to drive on: the samples that ship with the project, or made-up pictures of the same size where there are none.</summary>
internal static class BenchFrames
{
    private const int Width = 1600;
    private const int Height = 900;

    /// <summary>All samples below a folder, or one made-up frame.</summary>
    public static (string Source, IReadOnlyList<Frame> Frames) Find(string folder)
    {
        if (Directory.Exists(folder))
        {
            Frame[] samples = [.. Directory.EnumerateFiles(folder, "rig.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)];
            if (samples.Length > 0)
            {
                return ($"{samples.Length} sample frames", samples);
            }
        }
        return ("made-up pictures", [MakeUp()]);
    }

    // rig.json is the JSON part of POST /v1/scenes; the images stand beside it, named by their cameras
    private static Frame Read(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        JsonElement root = document.RootElement;
        List<Camera> cameras = [];
        List<EncodedImage> images = [];
        foreach (JsonProperty entry in root.GetProperty("rig").GetProperty("cameras").EnumerateObject())
        {
            string stem = Path.Combine(Path.GetDirectoryName(file)!, entry.Name);
            EncodedImage image = ImageHeader.Read(File.ReadAllBytes(File.Exists(stem + ".jpg") ? stem + ".jpg" : stem + ".png"), entry.Name, ImageLimits.Default);
            double[] k = [.. entry.Value.GetProperty("intrinsics").EnumerateArray().SelectMany(Numbers)];
            double[] r = [.. Numbers(entry.Value.GetProperty("rotation"))], t = [.. Numbers(entry.Value.GetProperty("translation"))];
            cameras.Add(new(
                entry.Name, new(k[0], k[1], k[2], k[3], k[4], k[5], k[6], k[7], k[8]), new(new(r[0], r[1], r[2], r[3]), new(t[0], t[1], t[2])),
                entry.Value.GetProperty("width").GetInt32(), entry.Value.GetProperty("height").GetInt32()));
            images.Add(image);
        }
        return new() { Rig = new(cameras), Images = images, Ego = Driving, Command = Command.Straight };
    }

    private static EgoState Driving { get; } = new() { Velocity = (6, 0) };

    private static IEnumerable<double> Numbers(JsonElement array) => array.EnumerateArray().Select(n => n.GetDouble());

    // stripes with some noise: about as many bytes as a photograph
    private static Frame MakeUp()
    {
        double[] yaws = [0, -55, 55, 180, 110, -110];
        List<Camera> cameras = [];
        List<EncodedImage> images = [];
        Random random = new(1);
        foreach ((string name, double degrees) in Rig.NuScenesNames.Zip(yaws))
        {
            double yaw = degrees * Math.PI / 180;
            Rotation rotation = Rotation.FromYaw(yaw) * Rotation.FromMatrix(new(0, 0, 1, -1, 0, 0, 0, -1, 0));
            cameras.Add(new(name, new(1266, 0, 800, 0, 1266, 450, 0, 0, 1), new(rotation, new(1.5 * Math.Cos(yaw), 0.5 * Math.Sin(yaw), 1.5)), Width, Height));
            RgbImage picture = new(Width, Height);
            for (int i = 0; i < picture.Pixels.Length; i++)
            {
                picture.Pixels[i] = (byte)(90 + 60 * Math.Sin(i % (3 * Width) / 150.0) + random.Next(24));
            }
            images.Add(ImageHeader.Read(ImageEncoding.ToJpeg(picture, 85), name, ImageLimits.Default));
        }
        return new() { Rig = new(cameras), Images = images, Ego = Driving, Command = Command.Straight };
    }
}
