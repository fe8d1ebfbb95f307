namespace VoxPilot.Jobs.Reports;

/// <summary>The measures of one task.</summary>
public sealed record ReportSection
{
    /// <summary>Identifier of the task (occupancy, forecast, planning …).</summary>
    public required string Id { get; init; }

    /// <summary>Heading.</summary>
    public required string Title { get; init; }

    /// <summary>What is compared with what, in a sentence or two.</summary>
    public required string About { get; init; }

    /// <summary>Why there are no measures (the pack has no detector; the data set has no occupancy); null where there are. A task that cannot be done is absent, never zero.</summary>
    public string? Absent { get; init; }

    /// <summary>The measures, in the order in which they are read.</summary>
    public IReadOnlyList<ReportMeasure> Measures { get; init; } = [];

    /// <summary>Baselines of this task in the order of their columns: identifier, title and what it is.</summary>
    public IReadOnlyList<ReportBaseline> Baselines { get; init; } = [];

    /// <summary>Pictures with what they show.</summary>
    public IReadOnlyList<ReportPicture> Pictures { get; init; } = [];
}
