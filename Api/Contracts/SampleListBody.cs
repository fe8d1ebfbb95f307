namespace VoxPilot.Api.Contracts;

/// <summary>The sample frames.</summary>
internal sealed record SampleListBody
{
    /// <summary>The samples.</summary>
    public required IReadOnlyList<SampleBody> Samples { get; init; }
}
