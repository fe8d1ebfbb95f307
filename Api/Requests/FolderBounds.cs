namespace VoxPilot.Api.Requests;

/// <summary>Keeps what clients name inside a folder.</summary>
internal static class FolderBounds
{
    /// <summary>Whether a path lies below a folder by its name.</summary>
    public static bool Hold(string folder, string path) =>
        Path.GetFullPath(path).StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Whether what is there lies below a folder when all links are followed, those of folders included.</summary>
    public static bool HoldReally(string folder, string path) => Hold(Real(Path.GetFullPath(folder)), Real(Path.GetFullPath(path)));

    private static string Real(string path)
    {
        FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        string final = entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? entry.FullName;
        return Path.GetDirectoryName(final) is { } parent ? Path.Combine(Real(parent), Path.GetFileName(final)) : final;
    }
}
