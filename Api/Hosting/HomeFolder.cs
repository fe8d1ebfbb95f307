namespace VoxPilot.Api.Hosting;

/// <summary>The folder that holds what ships with the program: wwwroot, models, examples, appsettings.json.</summary>
internal static class HomeFolder
{
    /// <summary>Environment variable that names it.</summary>
    public const string Variable = "VOXPILOT_HOME";

    private const string Marker = "VoxPilot.slnx";

    /// <summary>VOXPILOT_HOME, or the folder of the solution above the program, or the program's own folder (when published).</summary>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return Directory.Exists(named)
                ? Path.GetFullPath(named)
                : throw new StartupException($"{Variable} names '{named}', which is no folder; name the folder of the project or unset it.");
        }
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                return folder.FullName;
            }
        }
        return AppContext.BaseDirectory;
    }
}
