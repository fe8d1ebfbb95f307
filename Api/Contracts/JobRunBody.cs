namespace VoxPilot.Api.Contracts;

/// <summary>An attempt at a job.</summary>
internal sealed record JobRunBody
{
    /// <summary>Its number, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The server that it ran on.</summary>
    public required string Node { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The state in which it left the job: <c>queued</c> where another was to go on.</summary>
    /// <example>succeeded</example>
    public string? Outcome { get; init; }

    /// <summary>Why, where the job had not succeeded.</summary>
    public string? Reason { get; init; }
}
