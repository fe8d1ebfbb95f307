using VoxPilot.Api.Hosting;
using VoxPilot.Driving;

namespace VoxPilot.Api.Commands;

/// <summary>Packs on the command line: a name from the catalogue, or a folder.</summary>
internal static class PackNames
{
    /// <summary>What the catalogue opens: the full path of a folder that holds a pack, or the name as it is.</summary>
    public static string Resolve(string pack) =>
        File.Exists(Path.Combine(pack, PackManifest.FileName)) ? Path.GetFullPath(pack) : pack;

    /// <summary>Where a pack of a name is written below the data root; one that lies there is replaced.</summary>
    /// <exception cref="InvalidDataException">The name is none for a folder, or something else lies there.</exception>
    public static string NewFolder(DataRoot root, string name)
    {
        if (name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || name is "." or ".." or "")
        {
            throw new InvalidDataException($"'{name}' cannot be the name of a pack; take letters, digits, dots and dashes.");
        }
        string folder = Path.Combine(root.Models, name);
        return ModelsCommand.HoldsSomethingElse(folder) ? throw new InvalidDataException($"{folder} is there already and is no pack; take another name.") : folder;
    }
}
