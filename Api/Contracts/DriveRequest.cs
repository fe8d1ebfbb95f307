namespace VoxPilot.Api.Contracts;

/// <summary>A scene, and what is wanted of it in the same request.</summary>
internal sealed record DriveRequest : CreateSceneRequest
{
    /// <summary>A question about the scene; without it there is no answer.</summary>
    /// <example>What is around the car?</example>
    public string? Ask { get; init; }

    /// <summary>Seconds ahead at which occupancy is wanted: 0, 1, 2, 3. An empty list leaves it out.</summary>
    public IReadOnlyList<int>? Horizons { get; init; }

    /// <summary>Whether a plan is wanted; it is unless this is false.</summary>
    public bool? Plan { get; init; }

    /// <summary>The form that the answer is held to; free text without it.</summary>
    public ResponseFormatBody? ResponseFormat { get; init; }

    /// <summary>Name of a loaded adapter (GET /v1/adapters) that <c>ask</c> is answered with; occupancy and plan never are.</summary>
    public string? Adapter { get; init; }
}
