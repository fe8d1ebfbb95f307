using System.Text.Json;
using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>A folder that describes a teacher: teacher.json and its weights (docs/formats.md, Teachers).</summary>
public static class TeacherFolder
{
    /// <summary>The file that says what the folder holds.</summary>
    public const string FileName = "teacher.json";

    // One line for each kind of teacher.
    private static readonly Dictionary<string, Func<TeacherSource, ITeacher>> kinds = new(StringComparer.Ordinal)
    {
        ["convnext"] = source => ConvNextTeacher.Load(source.Read<ConvNextTeacherConfig>(), source.Weights, source.Device, source.Name),
        [DenseTeacher.Kind] = source => DenseTeacher.Load(source.Read<DenseTeacherConfig>(), source.Weights, source.Device, source.Name ?? DenseTeacher.Kind),
        ["vit"] = source => VitTeacher.Load(source.Read<VitTeacherConfig>(), source.Weights, source.Device, source.Name),
    };

    /// <summary>The teacher that a folder describes, frozen, on a device.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
    /// <exception cref="InvalidInputException">The folder or a file is missing, teacher.json is malformed, its kind is unknown, or the weights do not fit.</exception>
    /// <exception cref="Torch.TensorFileException">The weights cannot be read.</exception>
    public static ITeacher Load(string folder, string device)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(device);
        TeacherManifest manifest = Read(folder);
        if (!kinds.TryGetValue(manifest.Kind, out Func<TeacherSource, ITeacher>? make))
        {
            throw new InvalidInputException("kind", $"{FileName} in {folder} asks for the kind '{manifest.Kind}'; there are {string.Join(", ", kinds.Keys)}.");
        }
        return make(new(manifest.Name, WeightsOf(folder, manifest.Weights), device, manifest.Config));
    }

    private static TeacherManifest Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidInputException("teacher", $"There is no folder {folder}; a teacher is a folder with {FileName} and its weights.");
        }
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new InvalidInputException(FileName, $"{folder} has no {FileName}, which says what kind of teacher it holds.");
        }
        try
        {
            return JsonSerializer.Deserialize<TeacherManifest>(File.ReadAllBytes(path), TeacherJson.Options) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new InvalidInputException(FileName, $"{path} does not describe a teacher: {e.Message}", e);
        }
    }

    private static string WeightsOf(string folder, string name)
    {
        if (name.Length == 0 || name != Path.GetFileName(name))
        {
            throw new InvalidInputException("weights", $"weights in {FileName} must be the name of a file beside it; found '{name}'.");
        }
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new InvalidInputException("weights", $"{FileName} names the weights '{name}', but {folder} has no such file.");
    }
}
