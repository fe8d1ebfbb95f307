namespace VoxPilot.Api.Contracts;

/// <summary>A file that a job has left.</summary>
internal sealed record ArtifactBody
{
    /// <summary>Its name, with folders; GET /v1/jobs/{id}/artifacts/{name} gives it.</summary>
    /// <example>results/pack/pack.json</example>
    public required string Name { get; init; }

    /// <summary>Its size.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
