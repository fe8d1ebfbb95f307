namespace VoxPilot.Driving;

/// <summary>An adapter that is to be loaded.</summary>
/// <param name="Name">What questions will call it.</param>
/// <param name="Path">The GGUF; it is read once and not needed afterwards.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="File">What the file is called outside; null where it was uploaded.</param>
/// <param name="Scale">Its strength; 1 as trained.</param>
public sealed record AdapterSource(string Name, string Path, AdapterOrigin Origin, string? File, double Scale = AdapterSource.DefaultScale)
{
    /// <summary>Default of <see cref="Scale"/>.</summary>
    public const double DefaultScale = 1;

    /// <summary>Greatest magnitude of <see cref="Scale"/>.</summary>
    public const double LargestScale = 100;
}
