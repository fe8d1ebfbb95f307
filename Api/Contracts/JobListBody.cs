namespace VoxPilot.Api.Contracts;

/// <summary>Jobs, newest first.</summary>
internal sealed record JobListBody
{
    /// <summary>The jobs.</summary>
    public required IReadOnlyList<JobBody> Data { get; init; }

    /// <summary>For the next page, as `before`; left out on the last one.</summary>
    public string? Next { get; init; }
}
