using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Generation;

/// <summary>Draws sample frames for trying the API: a moment of a drive and another half a second later, as six cameras see it.</summary>
public static partial class SampleFrames
{
    /// <summary>Width of the images, pixels.</summary>
    public const int DefaultWidth = 1600;

    private const int Quality = 72;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The drives in examples/frames: two frames of each, the folders 0 and 1, 2 and 3.</summary>
    public static IReadOnlyList<(ulong Seed, double Seconds)> Examples { get; } = [(36, 8), (71, 3)];

    /// <summary>
    /// Writes two folders, each with one JPEG for each camera and <c>rig.json</c>, which is the <c>scene</c> part of POST /v1/scenes. The
    /// same seed, time and width give the same bytes.
    /// </summary>
    /// <param name="folder">Where the folders go; they are made if absent.</param>
    /// <param name="first">Name of the first folder; the second has the next number.</param>
    /// <param name="seed">Which town and drive.</param>
    /// <param name="seconds">Time of the first frame since the drive began; at least 1.5, since a frame tells where the car was.</param>
    /// <param name="width">Width of the images, pixels; their height is 9/16 of it.</param>
    public static void Write(string folder, int first, ulong seed, double seconds, int width = DefaultWidth)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(seconds, 1.5);
        Rig rig = NuScenesRig.Create(width);
        Recording recording = new DriveRecorder().Record(seed, seconds + Trajectory.StepSeconds);
        TownModel town = new(recording.Town);
        KeyframeObserver observer = new(rig);
        int moment = (int)Math.Round(seconds / Recording.StepSeconds);
        for (int instant = 0; instant < 2; instant++, moment += Recording.StepsPerKeyframe)
        {
            string target = Path.Combine(folder, (first + instant).ToString());
            Directory.CreateDirectory(target);
            foreach ((Camera camera, CameraView view) in rig.Cameras.Zip(observer.Observe(town, recording, moment).Views))
            {
                File.WriteAllBytes(Path.Combine(target, camera.Name + ".jpg"), ImageEncoding.ToJpeg(view.Image, Quality));
            }
            File.WriteAllText(Path.Combine(target, "rig.json"), Text(Scene(rig, recording, moment)));
        }
    }

    internal static JsonObject Scene(Rig rig, Recording recording, int moment)
    {
        JsonObject cameras = [];
        foreach (Camera camera in rig.Cameras)
        {
            Matrix3 k = camera.Intrinsics;
            cameras[camera.Name] = new JsonObject
            {
                ["intrinsics"] = new JsonArray(Numbers(k.M00, k.M01, k.M02), Numbers(k.M10, k.M11, k.M12), Numbers(k.M20, k.M21, k.M22)),
                ["rotation"] = Numbers(camera.SensorToEgo.Rotation),
                ["translation"] = Numbers(camera.SensorToEgo.Translation),
                ["width"] = camera.Width,
                ["height"] = camera.Height,
            };
        }
        EgoState ego = EgoStates.At(recording, moment);
        Pose pose = ego.EgoToWorld!.Value;
        return new()
        {
            ["rig"] = new JsonObject { ["cameras"] = cameras },
            ["timestamp"] = Math.Round(1e-6 * new SceneNames(recording.Town.Seed).Microseconds(recording.Moments[moment].Time), 6),
            ["ego"] = new JsonObject
            {
                ["velocity"] = Numbers(ego.Velocity.X, ego.Velocity.Y),
                ["acceleration"] = Numbers(ego.Acceleration.X, ego.Acceleration.Y),
                ["yaw_rate"] = Number(ego.YawRate),
                ["steering"] = Number(ego.Steering),
                ["pose"] = new JsonObject { ["rotation"] = Numbers(pose.Rotation), ["translation"] = Numbers(pose.Translation) },
                ["history"] = new JsonArray([.. ego.History.Select(past => new JsonObject
                {
                    ["t"] = past.Time, ["x"] = Number(past.X), ["y"] = Number(past.Y), ["yaw"] = Number(past.Yaw),
                })]),
            },
            ["command"] = recording.Moments[moment].Ego.Command.ToString().ToLowerInvariant(),
            ["location"] = recording.Town.Name,
            ["seed"] = 0,
        };
    }

    // Indented, but a row of numbers stays a row.
    private static string Text(JsonObject scene) =>
        RowOfNumbers().Replace(scene.ToJsonString(Indented), row => "[" + string.Join(", ", row.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)) + "]") + "\n";

    [GeneratedRegex(@"\[([-+.\deE,\s]+)\]")]
    private static partial Regex RowOfNumbers();

    private static JsonArray Numbers(Rotation r) => Numbers(r.W, r.X, r.Y, r.Z);

    private static JsonArray Numbers(Vector3D v) => Numbers(v.X, v.Y, v.Z);

    private static JsonArray Numbers(params double[] values) => new([.. values.Select(value => (JsonNode)Number(value))]);

    private static double Number(double value) => Math.Round(value, 9);
}
