namespace VoxPilot.Core.Datasets.Checking;

/// <summary>What is in a data set and what is wrong with it.</summary>
public sealed record DatasetReport
{
    /// <summary>The folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Which tables.</summary>
    public required string Version { get; init; }

    /// <summary>True if every file was decoded.</summary>
    public required bool Deep { get; init; }

    /// <summary>Rows of each table.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>Key frames' files of each sensor.</summary>
    public required IReadOnlyDictionary<string, long> Sensors { get; init; }

    /// <summary>Images of each size (<c>1600×900</c>), as the table has it.</summary>
    public required IReadOnlyDictionary<string, long> ImageSizes { get; init; }

    /// <summary>Annotations of each category.</summary>
    public required IReadOnlyDictionary<string, long> Categories { get; init; }

    /// <summary>Scenes at each location.</summary>
    public required IReadOnlyDictionary<string, long> Locations { get; init; }

    /// <summary>Key frames that have occupancy labels.</summary>
    public required long Occupancy { get; init; }

    /// <summary>Key frames that have depth and class for every pixel.</summary>
    public required long Dense { get; init; }

    /// <summary>Key frames that have questions, by group (<c>vqa</c> …).</summary>
    public required IReadOnlyDictionary<string, long> Questions { get; init; }

    /// <summary>Scenes with CAN bus messages.</summary>
    public required long CanBusScenes { get; init; }

    /// <summary>Locations with a vector map.</summary>
    public required long Maps { get; init; }

    /// <summary>Key frames with a command of the route.</summary>
    public required long Commands { get; init; }

    /// <summary>Seconds from the first to the last key frame of each scene, added up.</summary>
    public required double Seconds { get; init; }

    /// <summary>Time of the first key frame; null if there is none.</summary>
    public required DateTimeOffset? First { get; init; }

    /// <summary>Time of the last key frame; null if there is none.</summary>
    public required DateTimeOffset? Last { get; init; }

    /// <summary>What was not looked at, and why.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>How often each kind of problem was found.</summary>
    public required IReadOnlyDictionary<DatasetProblemKind, long> ProblemCounts { get; init; }

    /// <summary>The problems, by kind and place; of each kind at most <see cref="DatasetCheckOptions.MaximumExamples"/>.</summary>
    public required IReadOnlyList<DatasetProblem> Problems { get; init; }

    /// <summary>True if nothing is wrong.</summary>
    public bool IsClean => ProblemCounts.Count == 0;
}
