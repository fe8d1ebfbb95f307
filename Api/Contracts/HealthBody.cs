namespace VoxPilot.Api.Contracts;

/// <summary>Whether the server is there and ready.</summary>
internal sealed record HealthBody
{
    /// <summary><c>ok</c>, <c>loading</c> or <c>failed</c>.</summary>
    /// <example>ok</example>
    public required string Status { get; init; }

    /// <summary>What is being loaded.</summary>
    public string? Loading { get; init; }

    /// <summary>How far loading is, 0 to 1.</summary>
    public double? Progress { get; init; }

    /// <summary>One sentence about it.</summary>
    public string? Detail { get; init; }
}
