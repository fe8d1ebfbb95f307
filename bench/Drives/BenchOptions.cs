namespace VoxPilot.Bench.Drives;

/// <summary>What is timed.</summary>
internal sealed record BenchOptions
{
    /// <summary>File for the figures, or null.</summary>
    public string? Output { get; init; }

    /// <summary>Drives that are timed.</summary>
    public required int Drives { get; init; }

    /// <summary>Drives before, that are not timed.</summary>
    public required int WarmUp { get; init; }

    /// <summary>Tokens of each answer at most.</summary>
    public required int Tokens { get; init; }

    /// <summary>Name of the pack.</summary>
    public required string Pack { get; init; }

    /// <summary>Where networks run.</summary>
    public required string Device { get; init; }

    /// <summary>Threads of the language model; 0 as the service chooses.</summary>
    public int LanguageThreads { get; init; }

    /// <summary>Folder of a data set: the drives are timed a second time while a training on it runs beside; null: once.</summary>
    public string? Beside { get; init; }

    /// <summary>Folder of sample frames, or null for the project's own.</summary>
    public string? Frames { get; init; }
}
