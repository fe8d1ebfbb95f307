namespace VoxPilot.Api.Hosting;

/// <summary>The folder that holds what ships with the program, as it was found at start (<see cref="HomeFolder"/>).</summary>
/// <param name="Path">Full path.</param>
internal sealed record HomeFolderPath(string Path);
