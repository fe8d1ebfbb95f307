namespace VoxPilot.Api.Contracts;

/// <summary>What would be queued.</summary>
internal sealed record JobCheckBody
{
    /// <summary>The command line of each job.</summary>
    public required IReadOnlyList<string> Commands { get; init; }
}
