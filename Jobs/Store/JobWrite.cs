using System.Text.Json.Nodes;

namespace VoxPilot.Jobs.Store;

/// <summary>What a running attempt has to say, written together or not at all.</summary>
public sealed record JobWrite
{
    /// <summary>How far it is; null: as before.</summary>
    public JobProgress? Progress { get; init; }

    /// <summary>Figures; one that is there already is replaced.</summary>
    public IReadOnlyList<MetricRow> Metrics { get; init; } = [];

    /// <summary>What has happened: kind and data.</summary>
    public IReadOnlyList<(string Kind, JsonObject Data)> Events { get; init; } = [];

    /// <summary>Files that are there now; one of a name that is there already is replaced.</summary>
    public IReadOnlyList<Artifact> Artifacts { get; init; } = [];
}
