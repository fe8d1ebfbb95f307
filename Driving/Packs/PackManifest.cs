namespace VoxPilot.Driving;

/// <summary>What pack.json says: the architecture as data, where the weights come from, and which files belong to it.</summary>
public sealed record PackManifest
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "pack.json";

    /// <summary>The format that this code reads and writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the format.</summary>
    public required int Format { get; init; }

    /// <summary>Name of the pack.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the preset that <see cref="Config"/> started from: nano, paper, or custom.</summary>
    public required string Architecture { get; init; }

    /// <summary>False for random weights.</summary>
    public required bool Trained { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How it was made.</summary>
    public required PackProvenance Provenance { get; init; }

    /// <summary>Measured figures, each with the command that prints it.</summary>
    public IReadOnlyList<PackMetric> Metrics { get; init; } = [];

    /// <summary>The architecture.</summary>
    public required DrivingModelConfig Config { get; init; }

    /// <summary>All other files of the pack.</summary>
    public required IReadOnlyList<PackFile> Files { get; init; }
}
