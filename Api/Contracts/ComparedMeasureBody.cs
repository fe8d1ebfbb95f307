namespace VoxPilot.Api.Contracts;

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
