namespace VoxPilot.Api.Contracts;

/// <summary>What is in a data set and what is wrong with it.</summary>
internal sealed record DatasetCheckBody
{
    /// <summary>Whether nothing is wrong.</summary>
    public required bool Clean { get; init; }

    /// <summary>Which tables.</summary>
    public required string Version { get; init; }

    /// <summary>Rows of each table.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>Key frames' files of each sensor.</summary>
    public required IReadOnlyDictionary<string, long> Sensors { get; init; }

    /// <summary>Key frames that have occupancy labels.</summary>
    public required long Occupancy { get; init; }

    /// <summary>Key frames that have questions, by group.</summary>
    public required IReadOnlyDictionary<string, long> Questions { get; init; }

    /// <summary>What was not looked at, and why.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>What is wrong: some of each kind.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}
