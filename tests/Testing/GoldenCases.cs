using Xunit;

namespace VoxPilot.Testing;

/// <summary>
/// Finds golden cases below <c>tests/golden</c> and below the folder named by <c>VOXPILOT_GOLDEN</c> (default
/// <c>../shared/golden</c> beside the repository). The same relative path in both is one case, read from <c>tests/golden</c>.
/// Further cases dropped into either folder run without a change of code; where there is none, the theory is skipped visibly.
/// </summary>
public static class GoldenCases
{
    /// <summary>The folders searched, in order; those that do not exist are left out.</summary>
    public static IReadOnlyList<string> Roots { get; } = FindRoots();

    /// <summary>Cases that are folders, as rows of a theory: <c>GoldenCases.Folders("opus", "decoder_*")</c>.</summary>
    /// <param name="family">Folder below the golden folder, with forward slashes.</param>
    /// <param name="pattern">Pattern of the cases' names, with <c>*</c> and <c>?</c>.</param>
    /// <param name="file">A file that the case must have, in either folder; null: any case.</param>
    public static TheoryData<GoldenCase> Folders(string family, string pattern = "*", string? file = null) =>
        file is null
            ? Rows(FindFolders(family, pattern), family, pattern)
            : Rows([.. FindFolders(family, pattern).Where(golden => golden.Has(file))], family, $"{pattern}/{file}");

    /// <summary>Cases that are single files, as rows of a theory: <c>GoldenCases.Files("blocks/ddim", "*.npz")</c>.</summary>
    /// <inheritdoc cref="Folders"/>
    public static TheoryData<GoldenCase> Files(string family, string pattern) => Rows(FindFiles(family, pattern), family, pattern);

    /// <summary>Cases that are folders, in ordinal order of their names.</summary>
    public static IReadOnlyList<GoldenCase> FindFolders(string family, string pattern = "*") =>
        Find(family, folder => Directory.EnumerateDirectories(folder, pattern));

    /// <summary>Cases that are single files, in ordinal order of their names.</summary>
    public static IReadOnlyList<GoldenCase> FindFiles(string family, string pattern) =>
        Find(family, folder => Directory.EnumerateFiles(folder, pattern));

    /// <summary>One case by its relative path; skips the running test visibly where it is absent.</summary>
    public static GoldenCase Require(string name)
    {
        foreach (string root in Roots)
        {
            string path = Path.GetFullPath(Path.Combine(root, name));
            if (File.Exists(path) || Directory.Exists(path))
            {
                return new GoldenCase(name, path);
            }
        }

        Assert.Skip(Absent(name));
        throw new InvalidOperationException("Assert.Skip returned.");
    }

    private static List<GoldenCase> Find(string family, Func<string, IEnumerable<string>> list)
    {
        SortedDictionary<string, GoldenCase> found = new(StringComparer.Ordinal);
        foreach (string root in Roots)
        {
            string folder = Path.Combine(root, family);
            if (!Directory.Exists(folder))
            {
                continue;
            }

            foreach (string path in list(folder))
            {
                string name = $"{family.TrimEnd('/')}/{Path.GetFileName(path)}";
                found.TryAdd(name, new GoldenCase(name, Path.GetFullPath(path)));
            }
        }

        return [.. found.Values];
    }

    private static TheoryData<GoldenCase> Rows(IReadOnlyList<GoldenCase> cases, string family, string pattern)
    {
        TheoryData<GoldenCase> rows = [];
        foreach (GoldenCase one in cases)
        {
            rows.Add(one);
        }

        if (cases.Count == 0)
        {
            string name = $"{family}/{pattern}";
            rows.Add(new TheoryDataRow<GoldenCase>(new GoldenCase(name, "")) { Skip = Absent(name) });
        }

        return rows;
    }

    private static string Absent(string name) =>
        $"No golden case {name} below tests/golden or {External()}; set VOXPILOT_GOLDEN to the folder that holds it.";

    private static string External() =>
        Environment.GetEnvironmentVariable("VOXPILOT_GOLDEN") is { Length: > 0 } folder ? Path.GetFullPath(folder) : RepositoryRoot.At("../shared/golden");

    private static string[] FindRoots() => [.. new[] { RepositoryRoot.At("tests/golden"), External() }.Where(Directory.Exists)];
}
