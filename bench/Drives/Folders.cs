namespace VoxPilot.Bench.Drives;

/// <summary>Where the project and its data lie.</summary>
internal static class Folders
{
    /// <summary>VOXPILOT_HOME, or the folder of the solution above the program.</summary>
    public static string Home()
    {
        if (Environment.GetEnvironmentVariable("VOXPILOT_HOME") is { Length: > 0 } named)
        {
            return named;
        }
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "VoxPilot.slnx")))
            {
                return folder.FullName;
            }
        }
        return AppContext.BaseDirectory;
    }

    /// <summary>VOXPILOT_DATA, or voxpilot below the user's folder for data.</summary>
    public static string DataRoot() =>
        Environment.GetEnvironmentVariable("VOXPILOT_DATA") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "voxpilot");
}
