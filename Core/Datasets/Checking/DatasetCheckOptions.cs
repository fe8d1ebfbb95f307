namespace VoxPilot.Core.Datasets.Checking;

/// <summary>How thoroughly a data set is checked.</summary>
public sealed record DatasetCheckOptions
{
    /// <summary>Default of <see cref="MaximumExamples"/>.</summary>
    public const int DefaultMaximumExamples = 1000;

    /// <summary>Which of the folder's v1.0-… tables; null as in <see cref="NuScenesOptions.Version"/>.</summary>
    public string? Version { get; init; }

    /// <summary>True: every file is decoded. False: tables are read, of files only the presence and length are looked at.</summary>
    public bool Deep { get; init; }

    /// <summary>Most problems of one kind that are kept; all are counted.</summary>
    public int MaximumExamples { get; init; } = DefaultMaximumExamples;

    /// <summary>Threads for decoding; 0: one per core.</summary>
    public int Threads { get; init; }
}
