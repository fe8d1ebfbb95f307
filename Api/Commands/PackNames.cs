using VoxPilot.Driving;

namespace VoxPilot.Api.Commands;

/// <summary>Packs on the command line: a name from the catalogue, or a folder.</summary>
internal static class PackNames
{
    /// <summary>What the catalogue opens: the full path of a folder that holds a pack, or the name as it is.</summary>
    public static string Resolve(string pack) =>
        File.Exists(Path.Combine(pack, PackManifest.FileName)) ? Path.GetFullPath(pack) : pack;
}
