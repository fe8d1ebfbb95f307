using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using VoxPilot.World.Painting;
using VoxPilot.World.Painting.Street;

namespace VoxPilot.World;

/// <summary>Paints the sample frames: a made-up street as six cameras see it, at two instants half a second apart.</summary>
public static partial class SampleFrames
{
    /// <summary>Seed of the frames in examples/frames.</summary>
    public const int DefaultSeed = 11;

    /// <summary>Width of the images, pixels.</summary>
    public const int DefaultWidth = 1600;

    private const int Quality = 65;
    private const double Interval = 0.5;
    private const double StartSpeed = 8;
    private const double Acceleration = -1;
    private const double Epoch = 1_767_225_600; // 2026-01-01, a made-up day

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>
    /// Writes the folders <c>0</c> and <c>1</c>, each with one JPEG for each camera and <c>rig.json</c>, which is the <c>scene</c> part of
    /// POST /v1/scenes. The same seed and width give the same bytes.
    /// </summary>
    /// <param name="directory">Where the folders go; they are made if absent.</param>
    /// <param name="seed">Which street.</param>
    /// <param name="width">Width of the images, pixels; their height is 9/16 of it.</param>
    public static void Write(string directory, int seed = DefaultSeed, int width = DefaultWidth)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        Rig rig = NuScenesRig.Create(width);
        for (int instant = 0; instant < 2; instant++)
        {
            double time = instant * Interval;
            string folder = Path.Combine(directory, instant.ToString());
            Directory.CreateDirectory(folder);
            Painter painter = new(StreetScene.At(seed, (float)time));
            foreach (Camera camera in rig.Cameras)
            {
                RgbImage image = painter.Paint(camera, EgoToTown(time));
                File.WriteAllBytes(Path.Combine(folder, camera.Name + ".jpg"), ImageEncoding.ToJpeg(image, Quality));
            }
            File.WriteAllText(Path.Combine(folder, "rig.json"), Text(Scene(rig, time)));
        }
    }

    // The car goes straight on and slows down gently: x(t) = v t + a t² / 2.
    private static Pose EgoToTown(double time) => Pose.Planar(StartSpeed * time + Acceleration * time * time / 2, 0, 0);

    internal static JsonObject Scene(Rig rig, double time)
    {
        JsonObject cameras = [];
        foreach (Camera camera in rig.Cameras)
        {
            Matrix3 k = camera.Intrinsics;
            Rotation r = camera.SensorToEgo.Rotation;
            cameras[camera.Name] = new JsonObject
            {
                ["intrinsics"] = new JsonArray(Numbers(k.M00, k.M01, k.M02), Numbers(k.M10, k.M11, k.M12), Numbers(k.M20, k.M21, k.M22)),
                ["rotation"] = Numbers(r.W, r.X, r.Y, r.Z),
                ["translation"] = Numbers(camera.SensorToEgo.Translation),
                ["width"] = camera.Width,
                ["height"] = camera.Height,
            };
        }
        Vector3D here = EgoToTown(time).Translation;
        double[] past = [-1.5, -1.0, -0.5];
        return new()
        {
            ["rig"] = new JsonObject { ["cameras"] = cameras },
            ["timestamp"] = Epoch + time,
            ["ego"] = new JsonObject
            {
                ["velocity"] = Numbers(StartSpeed + Acceleration * time, 0),
                ["acceleration"] = Numbers(Acceleration, 0),
                ["yaw_rate"] = 0,
                ["steering"] = 0,
                ["pose"] = new JsonObject { ["rotation"] = Numbers(1, 0, 0, 0), ["translation"] = Numbers(here) },
                ["history"] = new JsonArray([.. past.Select(t => new JsonObject
                {
                    ["t"] = t, ["x"] = Math.Round(EgoToTown(time + t).Translation.X - here.X, 6), ["y"] = 0, ["yaw"] = 0,
                })]),
            },
            ["command"] = "straight",
            ["location"] = "painted-town",
            ["seed"] = 0,
        };
    }

    // Indented, but a row of numbers stays a row.
    private static string Text(JsonObject scene) =>
        RowOfNumbers().Replace(scene.ToJsonString(Indented), row => "[" + string.Join(", ", row.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)) + "]") + "\n";

    [GeneratedRegex(@"\[([-+.\deE,\s]+)\]")]
    private static partial Regex RowOfNumbers();

    private static JsonArray Numbers(Vector3D v) => Numbers(v.X, v.Y, v.Z);

    private static JsonArray Numbers(params double[] values) => new([.. values.Select(value => (JsonNode)Math.Round(value, 9))]);
}
