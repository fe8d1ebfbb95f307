using System.Security.Cryptography;
using System.Text.Json;

namespace VoxPilot.Driving;

/// <summary>A model pack on disk: its folder, what pack.json says, and the hash that names this very pack.</summary>
public sealed class ModelPack
{
    private ModelPack(string folder, PackManifest manifest, string hash)
    {
        Folder = folder;
        Manifest = manifest;
        Info = new()
        {
            Name = manifest.Name,
            Hash = hash,
            Trained = manifest.Trained,
            Architecture = manifest.Architecture,
            CreatedAt = manifest.CreatedAt,
            Reasoning = manifest.Config.Reasoning,
            Capabilities =
            [
                .. manifest.Config.Reasoning == ReasoningSource.Constant ? PackInfo.WithoutLanguage : PackInfo.AllCapabilities,
                .. manifest.Config.Perception.Gaussians is null ? (IEnumerable<string>)[] : [PackInfo.Splatting],
            ],
            Metrics = manifest.Metrics,
        };
    }

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>What pack.json says.</summary>
    public PackManifest Manifest { get; }

    /// <summary>The pack as seen from outside; its hash is the SHA-256 of pack.json, which holds the hashes of all other files.</summary>
    public PackInfo Info { get; }

    /// <summary>LoRA adapters that lie in the pack, by name, each with its file.</summary>
    public IReadOnlyList<(string Name, string File)> Adapters =>
    [
        .. Manifest.Files.Select(f => (Name: Path.GetFileNameWithoutExtension(f.Name), File: f.Name)).Where(a => a.File == PackFiles.Adapter(a.Name)),
    ];

    /// <summary>Reads pack.json and checks that all files are there and have their length; their content is checked by <see cref="Verify"/>.</summary>
    /// <exception cref="PackException">Something is missing or malformed.</exception>
    public static ModelPack Open(string folder)
    {
        byte[] json = ReadManifest(folder);
        PackManifest manifest = Parse(json);
        if (manifest.Format != PackManifest.CurrentFormat)
        {
            throw new PackException(
                PackManifest.FileName, $"format {manifest.Format} is not the one that is read here ({PackManifest.CurrentFormat}); make the pack again with this version.");
        }
        foreach (string required in PackFiles.Required)
        {
            if (manifest.Files.All(f => f.Name != required))
            {
                throw new PackException(required, $"{PackManifest.FileName} does not list this file, which every pack has.");
            }
        }
        foreach (PackFile file in manifest.Files)
        {
            FileInfo found = new(PathOf(folder, file));
            if (!found.Exists)
            {
                throw new PackException(file.Name, $"the file is missing in {folder}.");
            }
            if (found.Length != file.Bytes)
            {
                throw new PackException(file.Name, $"expected {file.Bytes} bytes, found {found.Length}; copy the pack again.");
            }
        }
        return new(folder, manifest, Convert.ToHexStringLower(SHA256.HashData(json)));
    }

    /// <summary>Compares each file with its SHA-256.</summary>
    /// <exception cref="PackException">A file is not what pack.json says.</exception>
    public void Verify()
    {
        foreach (PackFile file in Manifest.Files)
        {
            string found = HashOf(PathOf(Folder, file));
            if (!string.Equals(found, file.Sha256, StringComparison.Ordinal))
            {
                throw new PackException(file.Name, $"expected SHA-256 {file.Sha256}, found {found}; the file was changed or damaged, copy the pack again.");
            }
        }
    }

    /// <summary>Path of a file of the pack.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    internal static string HashOf(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string PathOf(string folder, PackFile file)
    {
        string full = Path.GetFullPath(Path.Combine(folder, file.Name));
        return full.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new PackException(PackManifest.FileName, $"the file '{file.Name}' lies outside the pack's folder.");
    }

    private static byte[] ReadManifest(string folder)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, PackManifest.FileName));
        }
        catch (IOException e)
        {
            throw new PackException(PackManifest.FileName, $"no pack is in {folder}: {e.Message}", e);
        }
    }

    private static PackManifest Parse(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, PackJson.Default.PackManifest) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new PackException(PackManifest.FileName, $"is not a pack's manifest: {e.Message}", e);
        }
    }
}
