using System.Text.Json.Nodes;

namespace VoxPilot.Api.Contracts;

/// <summary>A data set that jobs may name.</summary>
internal sealed record DatasetBody
{
    /// <summary>What jobs call it.</summary>
    /// <example>train</example>
    public required string Name { get; init; }

    /// <summary><c>registered</c>, <c>uploaded</c> or <c>generated</c>.</summary>
    /// <example>generated</example>
    public required string Origin { get; init; }

    /// <summary>Its folder, below the folder of jobs where it lies there.</summary>
    /// <example>datasets/train</example>
    public required string Folder { get; init; }

    /// <summary>The job that made it.</summary>
    public string? Job { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Scenes in it; left out in lists.</summary>
    public int? Scenes { get; init; }

    /// <summary>Key frames in it; left out in lists.</summary>
    public int? Keyframes { get; init; }
}

/// <summary>Data sets, by name.</summary>
internal sealed record DatasetListBody
{
    /// <summary>The data sets.</summary>
    public required IReadOnlyList<DatasetBody> Data { get; init; }
}

/// <summary>A data set to be added: a folder that is there, or one to be generated.</summary>
internal sealed record AddDatasetRequest
{
    /// <summary>What jobs will call it.</summary>
    /// <example>mine</example>
    public string? Name { get; init; }

    /// <summary>A folder in nuScenes' format, below the data root.</summary>
    /// <example>datasets/mine</example>
    public string? Folder { get; init; }

    /// <summary>Instead of a folder: parameters of a job of the kind `world` that generates it.</summary>
    public JsonObject? World { get; init; }
}

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
