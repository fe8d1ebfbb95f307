using VoxPilot.Jobs.Store;

namespace VoxPilot.Jobs.Work;

/// <summary>What lies in a job's folder. A training job's is that of its run.</summary>
public static class JobFolder
{
    private static readonly string[] Hidden = ["checkpoints", "log.txt", "config.json", "run.lock"];

    /// <summary>Its log.</summary>
    public static string Log(string folder) => Path.Combine(folder, "log.txt");

    /// <summary>What it leaves: a pack, an adapter, a report.</summary>
    public static string Results(string folder) => Path.Combine(folder, "results");

    /// <summary>The files that are of use to others: previews, curves, results.</summary>
    public static IReadOnlyList<Artifact> Artifacts(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }
        return
        [
            .. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(file => (file, name: Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/')))
                .Where(pair => !Hidden.Contains(pair.name.Split('/')[0]) && !pair.name.Split('/').Any(part => part.StartsWith('.')) && !pair.name.EndsWith(".tmp", StringComparison.Ordinal))
                .OrderBy(pair => pair.name, StringComparer.Ordinal)
                .Select(pair => new Artifact(pair.name, pair.file.Length, new(pair.file.LastWriteTimeUtc))),
        ];
    }

    /// <summary>Full path of an artifact; null where there is none of that name, or the name leads elsewhere.</summary>
    public static string? Find(string folder, string name) => Artifacts(folder).Any(artifact => artifact.Name == name) ? Path.GetFullPath(Path.Combine(folder, name)) : null;
}
