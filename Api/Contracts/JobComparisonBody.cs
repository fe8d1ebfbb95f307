namespace VoxPilot.Api.Contracts;

/// <summary>Two jobs beside each other.</summary>
internal sealed record JobComparisonBody
{
    /// <summary>The first one.</summary>
    public required string A { get; init; }

    /// <summary>The second one.</summary>
    public required string B { get; init; }

    /// <summary>Measures of two reports over the same data, each difference with its paired 95 % interval; left out where a job has no report.</summary>
    public IReadOnlyList<ComparedMeasureBody>? Measures { get; init; }

    /// <summary>Latest figures of two trainings, by name.</summary>
    public IReadOnlyList<ComparedFigureBody>? Figures { get; init; }
}
