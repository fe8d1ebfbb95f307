namespace VoxPilot.Testing;

/// <summary>Finds the folder that holds <c>VoxPilot.slnx</c>, above the running test program.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> s_folder = new(Find);

    /// <summary>Full path of the repository's root folder.</summary>
    public static string Folder => s_folder.Value;

    /// <summary>Full path of something inside the repository, given with forward slashes.</summary>
    public static string At(string relative) => Path.GetFullPath(Path.Combine(Folder, relative));

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "VoxPilot.slnx")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds VoxPilot.slnx; run the tests from a checkout.");
    }
}
