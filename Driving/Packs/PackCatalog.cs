using System.Text.Json;

namespace VoxPilot.Driving;

/// <summary>The packs that are installed: those that ship with the project and those below the data root. The first of a name wins.</summary>
/// <param name="home">Folder of the project or the installation; its packs lie in <c>models/</c> and are never written.</param>
/// <param name="dataRoot">Folder for everything that is written; its packs lie in <c>models/</c>.</param>
public sealed class PackCatalog(string home, string dataRoot)
{
    /// <summary>Name of the folder that holds packs.</summary>
    public const string FolderName = "models";

    /// <summary>Folders that are searched, in this order.</summary>
    public IReadOnlyList<string> Folders { get; } = [Path.Combine(home, FolderName), Path.Combine(dataRoot, FolderName)];

    /// <summary>Where new packs are written.</summary>
    public string WritableFolder => Folders[^1];

    /// <summary>All packs whose pack.json can be read, by name.</summary>
    public IReadOnlyList<PackInfo> List()
    {
        SortedDictionary<string, PackInfo> packs = new(StringComparer.Ordinal);
        foreach (string folder in Folders.Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories))
        {
            if (File.Exists(Path.Combine(folder, PackManifest.FileName)) && TryOpen(folder) is { } pack)
            {
                packs.TryAdd(pack.Info.Name, pack.Info);
            }
        }
        return [.. packs.Values];
    }

    /// <summary>Opens the pack of a name, or the one in a folder.</summary>
    /// <param name="name">Name of the pack, or full path of its folder.</param>
    /// <exception cref="PackException">There is none, or it is broken.</exception>
    public ModelPack Open(string name) =>
        FolderOf(name) is { } folder
            ? ModelPack.Open(folder)
            : throw new PackException(PackManifest.FileName, $"there is no pack '{name}' in {string.Join(" or ", Folders)}.");

    /// <summary>
    /// Opens the pack of a name. The untrained nano pack is made below the data root where there is none of that name,
    /// or where the one below the data root is untrained and of another architecture or recipe than this version's.
    /// </summary>
    /// <param name="name">Name of the pack.</param>
    /// <param name="making">Called before a pack is made.</param>
    /// <exception cref="PackException">There is none and it is not the nano pack, or it is broken.</exception>
    public ModelPack OpenOrCreate(string name, Action? making = null)
    {
        string? folder = FolderOf(name);
        if (name == UntrainedPack.NanoName && (folder is null || IsStale(folder)))
        {
            making?.Invoke();
            return UntrainedPack.Create(Path.Combine(WritableFolder, name), UntrainedPack.NanoConfig(), UntrainedPack.DefaultSeed, name);
        }
        return Open(name);
    }

    // Combining with a full path gives that path.
    private string? FolderOf(string name) =>
        Folders.Select(f => Path.Combine(f, name)).FirstOrDefault(f => File.Exists(Path.Combine(f, PackManifest.FileName)));

    private bool IsStale(string folder)
    {
        if (!folder.StartsWith(WritableFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return false;
        }
        try
        {
            PackManifest manifest = ModelPack.Open(folder).Manifest;
            return !manifest.Trained
                && (manifest.Provenance.Generator != UntrainedPack.Generator || Text(manifest.Config) != Text(UntrainedPack.NanoConfig()));
        }
        catch (PackException)
        {
            // only what this program wrote without training is thrown away
            return !File.ReadAllText(Path.Combine(folder, PackManifest.FileName)).Contains("\"trained\": true", StringComparison.Ordinal);
        }
    }

    private static string Text(DrivingModelConfig config) => JsonSerializer.Serialize(config, PackJson.Default.DrivingModelConfig);

    private static ModelPack? TryOpen(string folder)
    {
        try
        {
            return ModelPack.Open(folder);
        }
        catch (PackException)
        {
            return null; // a broken pack is not offered; opening it by name says what is wrong
        }
    }
}
