namespace VoxPilot.Bench.Training;

/// <summary>What is timed.</summary>
internal sealed record BenchOptions
{
    /// <summary>File for the figures, or null.</summary>
    public string? Output { get; init; }

    /// <summary>Name of the stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Steps that are timed.</summary>
    public required int Steps { get; init; }

    /// <summary>Steps before, that are not timed.</summary>
    public required int WarmUp { get; init; }

    /// <summary>Samples of a batch; null takes the stage's.</summary>
    public int? Batch { get; init; }

    /// <summary>Folder of a data set; null makes one.</summary>
    public string? Data { get; init; }

    /// <summary>Where the networks run.</summary>
    public required string Device { get; init; }
}
