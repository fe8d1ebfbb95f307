namespace VoxPilot.Api.Contracts;

/// <summary>The kinds of jobs.</summary>
internal sealed record JobKindListBody
{
    /// <summary>The kinds, in the order of a recipe.</summary>
    public required IReadOnlyList<JobKindBody> Data { get; init; }
}
