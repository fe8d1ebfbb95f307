using System.Text.Json.Nodes;

namespace VoxPilot.Api.Contracts;

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
