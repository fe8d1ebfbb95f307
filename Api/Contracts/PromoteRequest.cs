namespace VoxPilot.Api.Contracts;

/// <summary>How a job's pack is put in service.</summary>
internal sealed record PromoteRequest
{
    /// <summary>What the pack is to be called; the job's name where that is free, else its id, if left out.</summary>
    /// <example>mine</example>
    public string? Name { get; init; }
}

/// <summary>Which pack is to be put in service.</summary>
internal sealed record LoadModelRequest
{
    /// <summary>Its name.</summary>
    /// <example>nano</example>
    public string? Model { get; init; }
}

/// <summary>The pack in service, after a change.</summary>
internal sealed record PromotionBody
{
    /// <summary>The pack that answers now.</summary>
    public required ModelBody Model { get; init; }

    /// <summary>The pack that answered before; POST /v1/models/load takes its name to go back.</summary>
    /// <example>nano</example>
    public string? Before { get; init; }
}

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

/// <summary>A measure of two reports.</summary>
internal sealed record ComparedMeasureBody
{
    /// <summary>The task.</summary>
    public required string Section { get; init; }

    /// <summary>The measure.</summary>
    public required string Title { get; init; }

    /// <summary>Its unit; empty: none.</summary>
    public required string Unit { get; init; }

    /// <summary>It in the first report.</summary>
    public double? A { get; init; }

    /// <summary>It in the second report.</summary>
    public double? B { get; init; }

    /// <summary>The second less the first.</summary>
    public double? Difference { get; init; }

    /// <summary>Lower end of the difference's interval.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of the difference's interval.</summary>
    public double? High { get; init; }

    /// <summary>What that says of the second: <c>better</c>, <c>worse</c>, <c>not_clear</c>, <c>different</c> or <c>unknown</c>.</summary>
    public required string Verdict { get; init; }
}

/// <summary>A figure of two trainings.</summary>
internal sealed record ComparedFigureBody
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>It in the first job; left out where that has none.</summary>
    public double? A { get; init; }

    /// <summary>It in the second job.</summary>
    public double? B { get; init; }
}
