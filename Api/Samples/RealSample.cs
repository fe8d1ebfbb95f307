using VoxPilot.Api.Contracts;
using VoxPilot.Core;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Api.Samples;

/// <summary>The real nuScenes key frame, from a folder outside the project: its pictures are not ours to ship.</summary>
internal static class RealSample
{
    /// <summary>Name of the sample.</summary>
    public const string Name = "nuscenes-key-frame";

    /// <summary>The info file of a folder of real input, or null.</summary>
    public static string? InfoFile(string folder) =>
        new[] { Path.Combine(folder, "nuscenes-sample", "info.json"), Path.Combine(folder, "info.json") }.FirstOrDefault(File.Exists);

    /// <summary>Reads it.</summary>
    public static Sample Read(string infoFile)
    {
        Frame frame = NuScenesInfo.Read(infoFile).ReadFrame();
        OrderedDictionary<string, CameraBody?> cameras = [];
        Dictionary<string, ReadOnlyMemory<byte>> images = [];
        foreach ((Camera camera, EncodedImage image) in frame.Rig.Cameras.Zip(frame.Images))
        {
            cameras.Add(camera.Name, ToBody(camera));
            images.Add(camera.Name, image.Bytes);
        }
        CreateSceneRequest scene = new()
        {
            Rig = new() { Cameras = cameras },
            Timestamp = frame.Timestamp,
            Ego = frame.Ego is null ? null : EgoMapping.ToBody(frame.Ego),
            Command = "straight",
            Location = "singapore-onenorth",
        };
        return new(new() { Name = Name, Title = "nuScenes key frame", Cameras = [.. images.Keys], Scene = scene }, images);
    }

    private static CameraBody ToBody(Camera camera)
    {
        Matrix3 k = camera.Intrinsics;
        PoseBody pose = PoseMapping.ToBody(camera.SensorToEgo);
        return new()
        {
            Intrinsics = [[k.M00, k.M01, k.M02], [k.M10, k.M11, k.M12], [k.M20, k.M21, k.M22]],
            Rotation = pose.Rotation,
            Translation = pose.Translation,
            Width = camera.Width,
            Height = camera.Height,
        };
    }
}
