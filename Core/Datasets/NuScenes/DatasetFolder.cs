using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Datasets.NuScenes;

/// <summary>A data set's folder: finds its tables, and lets file names of tables lead nowhere else.</summary>
internal sealed class DatasetFolder
{
    private static readonly string[] Preferred = ["v1.0-trainval", "v1.0-mini", "v1.0-test"];

    public DatasetFolder(string folder) => Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    public string Root { get; }

    /// <summary>Folder of the tables.</summary>
    /// <exception cref="DatasetException">There are none, or not those asked for.</exception>
    public string Tables(string? version)
    {
        if (!Directory.Exists(Root))
        {
            throw new DatasetException($"The folder {Root} does not exist.", Root);
        }
        string[] found =
        [
            .. Directory.EnumerateDirectories(Root, "v1.0-*").Select(path => Path.GetFileName(path)!)
                .Where(name => File.Exists(Path.Combine(Root, name, TableNames.Of(typeof(SampleRow)) + ".json")) && !name.EndsWith(NuScenesTablesWriter.Unfinished, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
        string? chosen = version is not null ? found.FirstOrDefault(name => name == version)
            : Preferred.FirstOrDefault(found.Contains) ?? (found.Length == 1 ? found[0] : null);
        return chosen is not null
            ? Path.Combine(Root, chosen)
            : throw new DatasetException(
                $"{Root} is no nuScenes data set{(version is null ? "" : " of version " + version)}: a folder {version ?? "v1.0-trainval or v1.0-mini"} with sample.json was expected; "
                + (found.Length == 0 ? "there is no v1.0-… folder." : $"there is {string.Join(", ", found)}."), version ?? "v1.0-trainval");
    }

    /// <summary>Full path of a file that a table names; null if the name leads out of the folder.</summary>
    public string? Resolve(string relative)
    {
        if (relative.Length == 0 || relative.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(relative))
        {
            return null;
        }
        string path = Path.GetFullPath(Path.Combine(Root, relative));
        return path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : null;
    }

    /// <summary>Reads a file of a sample; what goes wrong comes out with the file's and the sample's names.</summary>
    /// <exception cref="DatasetException">The file is absent, damaged or outside the folder.</exception>
    public T Read<T>(string relative, Token sample, Func<string, T> read)
    {
        string path = Resolve(relative)
            ?? throw new DatasetException($"Sample {sample} names the file '{relative}', which lies outside the data set's folder; it is not read.", relative, sample.ToString());
        try
        {
            return read(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DatasetException($"{relative} of sample {sample} is absent.", relative, sample.ToString(), e);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidInputException or IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{relative} of sample {sample} cannot be read: {e.Message}", relative, sample.ToString(), e);
        }
    }
}
