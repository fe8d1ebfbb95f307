namespace VoxPilot.Api.Contracts;

/// <summary>Data sets, by name.</summary>
internal sealed record DatasetListBody
{
    /// <summary>The data sets.</summary>
    public required IReadOnlyList<DatasetBody> Data { get; init; }
}
