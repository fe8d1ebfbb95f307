using System.Globalization;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Requests;

namespace VoxPilot.Api.Samples;

/// <summary>A folder with <c>rig.json</c> and one image per camera, named by it.</summary>
internal static class FolderSample
{
    private const string SceneFile = "rig.json";

    private static readonly string[] Extensions = [".jpg", ".png"];

    /// <summary>True if the folder holds a sample.</summary>
    public static bool Is(string folder) => File.Exists(Path.Combine(folder, SceneFile));

    /// <summary>Reads it.</summary>
    public static Sample Read(string folder)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        CreateSceneRequest scene = JsonReading.Read(File.ReadAllBytes(Path.Combine(folder, SceneFile)), VoxPilotJson.Readable.CreateSceneRequest, SceneFile);
        Dictionary<string, ReadOnlyMemory<byte>> images = [];
        OrderedDictionary<string, CameraBody?> cameras = scene.Rig?.Cameras ?? [];
        foreach (string camera in cameras.Keys)
        {
            string file = Extensions.Select(extension => Path.Combine(folder, camera + extension)).FirstOrDefault(File.Exists)
                ?? throw new InvalidDataException($"There is no image of {camera}.");
            images.Add(camera, File.ReadAllBytes(file));
        }
        SampleBody body = new() { Name = name, Title = Title(name), Cameras = [.. images.Keys], Scene = scene };
        return new(body, images);
    }

    private static string Title(string name)
    {
        string words = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? $"town {number / 2 + 1}, frame {number % 2 + 1}" : name.Replace('-', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
