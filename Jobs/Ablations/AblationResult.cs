namespace VoxPilot.Jobs.Ablations;

/// <summary>What became of a row; written as soon as it is known.</summary>
public sealed record AblationResult
{
    /// <summary>Name of the row.</summary>
    public required string Name { get; init; }

    /// <summary>What is different, in a sentence.</summary>
    public required string About { get; init; }

    /// <summary>What is different, as settings.</summary>
    public required IReadOnlyList<string> Changes { get; init; }

    /// <summary>Stages that were trained for it, with their steps.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>Why there are no figures; null where there are.</summary>
    public string? Fault { get; init; }

    /// <summary>Seconds of training and measuring, of the last go at it.</summary>
    public double Seconds { get; init; }
}
