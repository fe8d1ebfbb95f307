namespace VoxPilot.Driving;

/// <summary>A model pack cannot be used. The message names the file and says what was expected and what was found.</summary>
public sealed class PackException : Exception
{
    /// <summary>For the given file of the pack.</summary>
    public PackException(string file, string message) : base($"{file}: {message}") => File = file;

    /// <summary>As above, with the failure beneath.</summary>
    public PackException(string file, string message, Exception inner) : base($"{file}: {message}", inner) => File = file;

    /// <summary>The file at fault.</summary>
    public string File { get; }
}
