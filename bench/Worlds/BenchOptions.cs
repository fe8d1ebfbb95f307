namespace VoxPilot.Bench.Worlds;

/// <summary>What is timed.</summary>
internal sealed record BenchOptions
{
    /// <summary>File for the figures, or null.</summary>
    public string? Output { get; init; }

    /// <summary>Seed of the first scene.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Scenes that are timed.</summary>
    public required int Scenes { get; init; }

    /// <summary>Width of the images, pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the images, pixels.</summary>
    public required int Height { get; init; }
}
