namespace VoxPilot.Api.Contracts;

/// <summary>Jobs that were queued together, in the order of their chain.</summary>
internal sealed record JobChainBody
{
    /// <summary>The jobs.</summary>
    public required IReadOnlyList<JobBody> Data { get; init; }
}
