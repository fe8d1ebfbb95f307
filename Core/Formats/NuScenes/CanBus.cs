using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>The car's own messages during a scene: nuScenes' CAN bus expansion, folder <c>can_bus/</c>.</summary>
public sealed class CanBus
{
    private const string Folder = "can_bus";

    /// <summary>Messages by rising time.</summary>
    public required IReadOnlyList<CanBusPose> Poses { get; init; }

    /// <summary>Messages by rising time; empty where the scene has none.</summary>
    public IReadOnlyList<CanBusSteering> Steering { get; init; } = [];

    /// <summary>Reads a scene's messages; null where the scene has none (nuScenes: 20 scenes).</summary>
    /// <param name="root">The data set's folder.</param>
    /// <param name="scene">The scene's name.</param>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static CanBus? Read(string root, string scene) =>
        ReadList(PosePath(root, scene), CanBusJson.Default.IReadOnlyListCanBusPose) is { Count: > 0 } poses
            ? new() { Poses = poses, Steering = ReadList(SteeringPath(root, scene), CanBusJson.Default.IReadOnlyListCanBusSteering) ?? [] }
            : null;

    /// <summary>Writes a scene's messages.</summary>
    /// <inheritdoc cref="Read"/>
    public void Write(string root, string scene)
    {
        Directory.CreateDirectory(Path.Combine(root, Folder));
        File.WriteAllBytes(PosePath(root, scene), JsonSerializer.SerializeToUtf8Bytes(Poses, CanBusJson.Default.IReadOnlyListCanBusPose));
        File.WriteAllBytes(SteeringPath(root, scene), JsonSerializer.SerializeToUtf8Bytes(Steering, CanBusJson.Default.IReadOnlyListCanBusSteering));
    }

    /// <summary>The last pose message at or before a time; before the first, the first.</summary>
    public CanBusPose PoseAt(long microseconds) => Poses[Math.Max(0, Last(Poses, pose => pose.Utime, microseconds))];

    /// <summary>The last steering message at or before a time; null where there is none at all.</summary>
    public CanBusSteering? SteeringAt(long microseconds) =>
        Steering.Count > 0 ? Steering[Math.Max(0, Last(Steering, message => message.Utime, microseconds))] : null;

    /// <summary>
    /// BEVFormer's 18 numbers (spec/sparseoccvla.md §2.4): position and quaternion of the ego pose, then acceleration, angular rate and velocity
    /// of <see cref="PoseAt"/>, then the heading in [0, 2π) as radians and as degrees. (BEVFormer takes those nine from the message after
    /// that one, which is 20 ms into the future.)
    /// </summary>
    /// <param name="microseconds">The key frame's time.</param>
    /// <param name="ego">Ego frame to map frame at that time.</param>
    public double[] Numbers(long microseconds, Pose ego)
    {
        CanBusPose pose = PoseAt(microseconds);
        double degrees = ego.Rotation.Yaw / Math.PI * 180;
        degrees = degrees < 0 ? degrees + 360 : degrees;
        return
        [
            ego.Translation.X, ego.Translation.Y, ego.Translation.Z,
            ego.Rotation.W, ego.Rotation.X, ego.Rotation.Y, ego.Rotation.Z,
            pose.Accel.X, pose.Accel.Y, pose.Accel.Z,
            pose.RotationRate.X, pose.RotationRate.Y, pose.RotationRate.Z,
            pose.Vel.X, pose.Vel.Y, pose.Vel.Z,
            degrees / 180 * Math.PI, degrees,
        ];
    }

    /// <summary>Where a scene's pose messages lie, relative to the data set's folder.</summary>
    internal static string RelativePosePath(string scene) => $"{Folder}/{scene}_pose.json";

    private static string PosePath(string root, string scene) => Path.Combine(root, RelativePosePath(scene));

    private static string SteeringPath(string root, string scene) => Path.Combine(root, $"{Folder}/{scene}_steeranglefeedback.json");

    private static int Last<T>(IReadOnlyList<T> messages, Func<T, long> time, long microseconds)
    {
        int low = 0, high = messages.Count; // messages before low are not later than the time, those from high on are
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = time(messages[middle]) <= microseconds ? (middle + 1, high) : (low, middle);
        }
        return low - 1;
    }

    private static IReadOnlyList<T>? ReadList<T>(string path, JsonTypeInfo<IReadOnlyList<T>> type)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), type) : null;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)}: these are no CAN bus messages: {e.Message}", e);
        }
    }
}
