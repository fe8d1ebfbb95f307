using System.Text.Json;

namespace VoxPilot.Driving;

/// <summary>Writes packs. A pack appears under its name only when it is complete: it is written beside and then moved.</summary>
public static class PackWriter
{
    /// <summary>Writes a pack.</summary>
    /// <param name="folder">Where it is to lie; what lies there is replaced.</param>
    /// <param name="manifest">What pack.json says; its list of files is filled in here.</param>
    /// <param name="write">Writes all other files into the folder that it is given.</param>
    /// <exception cref="PackException">A file that every pack has was not written.</exception>
    public static ModelPack Write(string folder, PackManifest manifest, Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(write);
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string beside = $"{target}.{Guid.NewGuid():N}.new", old = $"{target}.{Guid.NewGuid():N}.old";
        Directory.CreateDirectory(beside);
        try
        {
            write(beside);
            foreach (string required in PackFiles.Required)
            {
                if (!File.Exists(Path.Combine(beside, required)))
                {
                    throw new PackException(required, "this file of the pack was not written.");
                }
            }
            PackManifest complete = manifest with { Files = Describe(beside) };
            File.WriteAllBytes(Path.Combine(beside, PackManifest.FileName), [.. JsonSerializer.SerializeToUtf8Bytes(complete, PackJson.Default.PackManifest), (byte)'\n']);
            if (Directory.Exists(target))
            {
                Directory.Move(target, old);
            }
            Directory.Move(beside, target);
        }
        finally
        {
            Remove(beside);
            Remove(old);
        }
        return ModelPack.Open(target);
    }

    private static List<PackFile> Describe(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => new PackFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), new FileInfo(path).Length, ModelPack.HashOf(path)))
            .OrderBy(f => f.Name, StringComparer.Ordinal),
    ];

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
