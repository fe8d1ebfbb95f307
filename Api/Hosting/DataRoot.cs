namespace VoxPilot.Api.Hosting;

/// <summary>The one folder that everything is written to.</summary>
/// <param name="Path">Full path; the folder exists.</param>
internal sealed record DataRoot(string Path)
{
    /// <summary>Environment variable that names it.</summary>
    public const string Variable = "VOXPILOT_DATA";

    /// <summary>Model packs that were made or added here.</summary>
    public string Models => System.IO.Path.Combine(Path, "models");

    /// <summary>VOXPILOT_DATA, or voxpilot in XDG_DATA_HOME, or ~/.local/share/voxpilot.</summary>
    /// <exception cref="StartupException">The folder cannot be made.</exception>
    public static DataRoot FromEnvironment()
    {
        string path = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? System.IO.Path.GetFullPath(named)
            : System.IO.Path.Combine(Shared(), "voxpilot");
        try
        {
            Directory.CreateDirectory(path);
            return new(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data root {path} cannot be made ({fault.Message}); set {Variable} to a folder that can be written to.");
        }
    }

    private static string Shared() =>
        Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } xdg
            ? System.IO.Path.GetFullPath(xdg)
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");
}
