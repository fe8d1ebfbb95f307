namespace VoxPilot.Api.Contracts;

/// <summary>A frame to try the API with.</summary>
internal sealed record SampleBody
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required string Title { get; init; }

    /// <summary>Its cameras; each has an image at /v1/samples/{name}/{camera}.</summary>
    public required IReadOnlyList<string> Cameras { get; init; }

    /// <summary>The <c>scene</c> part that belongs to the images.</summary>
    public required CreateSceneRequest Scene { get; init; }
}
