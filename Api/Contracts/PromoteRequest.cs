namespace VoxPilot.Api.Contracts;

/// <summary>How a job's pack is put in service.</summary>
internal sealed record PromoteRequest
{
    /// <summary>What the pack is to be called; the job's name where that is free, else its id, if left out.</summary>
    /// <example>mine</example>
    public string? Name { get; init; }
}
