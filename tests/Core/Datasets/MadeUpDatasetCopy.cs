using System.Text.Json.Nodes;

using VoxPilot.Core.Datasets;

namespace VoxPilot.Core.Tests.Datasets;

/// <summary>A copy of the made-up data set to change. Its tables are its own; its other folders lead to the original's until they are made its own.</summary>
internal sealed class MadeUpDatasetCopy : IDisposable
{
    private readonly MadeUpDataset original;

    public MadeUpDatasetCopy(MadeUpDataset original, string version = MadeUpDataset.Version)
    {
        (this.original, Version) = (original, version);
        Root = Directory.CreateTempSubdirectory("voxpilot-copy-").FullName;
        Cache = Directory.CreateTempSubdirectory("voxpilot-cache-").FullName;
        foreach (string folder in Directory.EnumerateDirectories(original.Root))
        {
            string name = Path.GetFileName(folder);
            if (name == MadeUpDataset.Version)
            {
                Copy(folder, Path.Combine(Root, version));
            }
            else
            {
                Directory.CreateSymbolicLink(Path.Combine(Root, name), folder);
            }
        }
    }

    public string Root { get; }

    public string Cache { get; }

    public string Version { get; }

    public NuScenesDataset Open() => NuScenesDataset.Open(Root, new() { CacheFolder = Cache });

    /// <summary>Files below a folder, which may be changed.</summary>
    public string[] Own(string folder)
    {
        string top = folder.Split('/')[0];
        if (new DirectoryInfo(Path.Combine(Root, top)).LinkTarget is not null)
        {
            Drop(top);
            Copy(Path.Combine(original.Root, top), Path.Combine(Root, top));
        }
        return [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    /// <summary>Takes away a folder that is not a table's.</summary>
    public void Drop(string folder) => File.Delete(Path.Combine(Root, folder)); // the link, not what it leads to

    /// <summary>Changes rows of a table by hand.</summary>
    public void Edit(string table, Action<JsonArray> change)
    {
        string path = Path.Combine(Root, Version, table + ".json");
        JsonArray rows = JsonNode.Parse(File.ReadAllText(path))!.AsArray();
        change(rows);
        File.WriteAllText(path, rows.ToJsonString());
    }

    public void Dispose()
    {
        Directory.Delete(Root, recursive: true);
        Directory.Delete(Cache, recursive: true);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
