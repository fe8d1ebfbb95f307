using VoxPilot.Api.Hosting;
using VoxPilot.Api.Problems;
using VoxPilot.Api.Requests;
using VoxPilot.Driving;

namespace VoxPilot.Api.Adapters;

/// <summary>The folder of adapters below the data root. What clients name stays inside it, links included.</summary>
internal sealed class AdapterFolder(DataRoot data)
{
    /// <summary>Name of the folder.</summary>
    public const string Name = "adapters";

    private readonly string folder = Path.Combine(data.Path, Name);

    /// <summary>Path of a file that a client names.</summary>
    /// <exception cref="ProblemException">It lies elsewhere, is no GGUF by its name, or is not there.</exception>
    public string Find(string file)
    {
        string shown = ShownText.Of(file);
        if (file.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(file) || !FolderBounds.Hold(folder, Path.Combine(folder, file)))
        {
            throw Refused($"'{shown}' lies outside the folder {Name}/ of the data root; name a file below it.");
        }
        string path = Path.GetFullPath(Path.Combine(folder, file));
        if (!path.EndsWith(PackFiles.Gguf, StringComparison.Ordinal))
        {
            throw Refused($"'{shown}' is no {PackFiles.Gguf} file; convert the LoRA first ('./voxpilot models adapter --help').");
        }
        if (!File.Exists(path))
        {
            throw Refused($"There is no file '{shown}' in the folder {Name}/ of the data root; put it there, or send it as multipart/form-data.");
        }
        return FolderBounds.HoldReally(folder, path) ? path : throw Refused($"'{shown}' is a link that leads out of the folder {Name}/ of the data root; put the file itself there.");
    }

    /// <summary>A new file for what a client sends. Its name is none that <see cref="Find"/> finds.</summary>
    public FileStream Create()
    {
        Directory.CreateDirectory(folder);
        return new(Path.Combine(folder, $".{Guid.NewGuid():N}.upload"), FileMode.CreateNew);
    }

    private static ProblemException Refused(string detail) => new(ProblemTypes.InvalidInput, "file", detail);
}
